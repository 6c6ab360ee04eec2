/** The shell that every front end shares: a cell of Java and magics in, a result out. */
package cortado.shell;
