/** What Keras files and users speak of: layers, their weights, and the graph that joins them. */
package cortado.graph;
