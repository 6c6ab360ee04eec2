package cortado.measure;

import cortado.machine.Processor;
import java.time.Instant;

/**
 * Where and when a measurement was taken.
 *
 * @param cpu model of the processor
 * @param cores that the process may use
 * @param jvm name and version of the virtual machine
 * @param runtimeVersion of the runtime's library; empty where it did not load
 */
public record Environment(
    String cpu, int cores, String os, String jvm, String runtimeVersion, Instant date) {

  /** This process, now. */
  public static Environment here(String runtimeVersion, Instant date) {
    return new Environment(
        Processor.here().model(),
        Runtime.getRuntime().availableProcessors(),
        System.getProperty("os.name") + " " + System.getProperty("os.version"),
        System.getProperty("java.vm.name") + " " + System.getProperty("java.vm.version"),
        runtimeVersion,
        date);
  }
}
