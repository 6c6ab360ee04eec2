/** What an artifact costs: requests, results, and the client of the child process that measures. */
package cortado.measure;
