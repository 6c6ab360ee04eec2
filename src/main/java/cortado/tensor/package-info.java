/** Shapes, element types and tensors on the heap or in mapped files; npy and safetensors files. */
package cortado.tensor;
