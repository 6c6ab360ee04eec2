/**
 * Benchmarks of the inner loops, on a network made in memory, and the table of what they measure.
 */
package cortado.bench;
