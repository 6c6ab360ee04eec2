/** Variants, the recipes that made them, and the folder on disk that keeps them. */
package cortado.workspace;
