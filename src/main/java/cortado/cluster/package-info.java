/** Kernels whose weights share a few values. */
package cortado.cluster;
