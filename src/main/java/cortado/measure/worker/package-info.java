/**
 * The child process that measures one artifact on one runtime, or only computes with it, and ends.
 *
 * <p>It is told what to do in lines {@code key value} on its standard input, ended by an empty
 * line:
 *
 * <pre>
 * runtime      id of the runtime
 * artifact     path of the file or folder to run
 * threads      of one inference
 * input        path of an npy file to time, one line for each input of the model (optional)
 * warmups      inferences before the timed ones
 * runs         timed inferences
 * test         path of an npy file of samples to compute, a line for each input (optional)
 * predictions  path of an npy file to write for them, a line for each output
 * batch        samples of them in one inference
 * profile      inferences in which to time each operator (optional)
 * </pre>
 *
 * It answers in lines {@code cortado: key value} on its standard output, each as soon as it is
 * known, so that what a crash leaves behind still counts; any other line is chatter of a library.
 *
 * <pre>
 * phase              what it does from now on, a {@link cortado.measure.worker.Phase}
 * runtime_version    of the runtime's library
 * rss_runtime_bytes  peak resident memory once the library is loaded
 * rss_bytes          peak resident memory after the first inference
 * rss_unknown        why there are no such figures
 * latency_median_ms
 * latency_p95_ms
 * operator           a line of what was found about operators
 * failed             one sentence
 * done               nothing follows
 * </pre>
 *
 * In values, {@code \\}, {@code \n} and {@code \r} stand for a backslash and line breaks. The end
 * of its input ends the process, so that it does not outlive its parent.
 */
package cortado.measure.worker;
