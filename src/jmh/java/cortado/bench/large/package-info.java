/** Models that are larger than the heap, end to end. */
package cortado.bench.large;
