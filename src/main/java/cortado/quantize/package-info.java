/** What a quantized model is: schemes, ranges of activations, scales, and which op gets which. */
package cortado.quantize;
