/** Datasets of images and masks, synthetic cells, splits and batches. */
package cortado.data;
