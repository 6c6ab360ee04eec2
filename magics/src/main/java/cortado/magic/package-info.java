/**
 * The magics: for each one a picocli command class, from which syntax, help, completion and
 * evaluation come.
 */
package cortado.magic;
