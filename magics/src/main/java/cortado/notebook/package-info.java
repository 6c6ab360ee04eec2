/** Notebooks executed without Jupyter, their outputs written as Jupyter would. */
package cortado.notebook;
