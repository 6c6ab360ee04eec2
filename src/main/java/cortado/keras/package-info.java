/** Keras files to models and back. */
package cortado.keras;
