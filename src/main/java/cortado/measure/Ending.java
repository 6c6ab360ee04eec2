package cortado.measure;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How a child ended, in a sentence.
 *
 * @param exit its exit status; empty if it had to be stopped
 * @param words the most telling line that it wrote
 */
record Ending(
    Figures figures, Optional<Integer> exit, Duration limit, int heapMegabytes, String words) {
  /** What -XX:+ExitOnOutOfMemoryError ends with. */
  private static final int OUT_OF_MEMORY = 3;

  private static final int SIGNAL = 128;

  /** How the virtual machine's account of a crash begins; it then ends with status 1. */
  private static final Pattern CRASH = Pattern.compile("(SIG[A-Z]+) \\(0x");

  private static final Map<Integer, String> SIGNALS =
      Map.of(
          4, "illegal instruction",
          6, "abort",
          7, "bus error",
          8, "arithmetic error",
          9, "killed, as the system does when memory runs out",
          11, "segmentation fault",
          15, "terminated");

  String status() {
    if (figures.done()) {
      return Measurement.OK;
    }
    if (figures.text("failed").isPresent()) {
      return "failed while " + doing() + ": " + figures.text("failed").get();
    }
    if (exit.isEmpty()) {
      return "stopped after " + seconds() + " s while " + doing() + ": it hung or was too slow";
    }
    int status = exit.get();
    if (status == OUT_OF_MEMORY && words.contains("OutOfMemory")) {
      return "ran out of memory while " + doing() + ": its heap is " + heapMegabytes + " MB";
    }
    Matcher crash = CRASH.matcher(words);
    if (crash.lookingAt()) {
      return "crashed while " + doing() + " by " + crash.group(1);
    }
    if (status > SIGNAL) {
      int signal = status - SIGNAL;
      String name = SIGNALS.getOrDefault(signal, "see signal(7)");
      return "crashed while " + doing() + " by signal " + signal + " (" + name + ")" + lastWords();
    }
    return "ended while " + doing() + " with exit status " + status + lastWords();
  }

  private String doing() {
    return figures.phase().text();
  }

  private String seconds() {
    return limit.toMillis() % 1000 == 0
        ? Long.toString(limit.toSeconds())
        : Double.toString(limit.toMillis() / 1000.0);
  }

  private String lastWords() {
    return words.isEmpty() ? "" : ": " + words;
  }
}
