/** The command {@code cortado}: it wires session, magics, shell and front ends together. */
package cortado.cli;
