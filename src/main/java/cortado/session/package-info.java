/** Variants, the recipes that made them, and the workspace on disk that keeps them. */
package cortado.session;
