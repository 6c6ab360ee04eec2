/** The terminal: an interactive session by JLine, scripts, and cells from a command line. */
package cortado.repl;
