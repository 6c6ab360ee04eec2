/** Zip archives with few entries, which may be larger than memory and hostile. */
package cortado.keras.zip;
