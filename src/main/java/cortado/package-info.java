/** The one type that every package may throw: {@link cortado.UserError}. */
package cortado;
