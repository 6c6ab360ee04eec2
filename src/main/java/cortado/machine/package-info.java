/** The machine that Cortado runs on. */
package cortado.machine;
