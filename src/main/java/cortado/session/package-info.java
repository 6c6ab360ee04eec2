/** What is done to variants: they are loaded, trained, pruned, quantized, measured, explained. */
package cortado.session;
