/** Accounts of where time, memory and error go, and sentences on why, each with its number. */
package cortado.explain;
