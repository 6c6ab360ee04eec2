package cortado.tflite;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Where the time of one inference goes.
 *
 * @param arenaBytes memory that the runtime has planned for tensors outside of delegated parts
 * @param parts in the order of execution
 */
public record OperatorProfile(long arenaBytes, List<Part> parts) {
  private static final String TAB = "\t";

  public OperatorProfile {
    parts = List.copyOf(parts);
  }

  /**
   * An operator that the runtime's own kernel computes, or several that a delegate does.
   *
   * @param delegate its name; empty for the runtime's own kernel
   * @param operators their indices in the file, in the order of execution
   * @param kernels what was executed for them, which need not be one for each
   */
  public record Part(String delegate, List<Integer> operators, List<Kernel> kernels) {
    public Part {
      operators = List.copyOf(operators);
      kernels = List.copyOf(kernels);
    }

    public boolean isDelegated() {
      return !delegate.isEmpty();
    }
  }

  /**
   * A piece of code that ran.
   *
   * @param milliseconds median of the runs
   */
  public record Kernel(String name, double milliseconds) {}

  /** As lines of text that {@link #parse} reads, to be sent to another process. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add("arena" + TAB + arenaBytes);
    for (Part p : parts) {
      String operators =
          p.operators().stream().map(String::valueOf).collect(Collectors.joining(","));
      lines.add("part" + TAB + operators + TAB + oneLine(p.delegate()));
      for (Kernel k : p.kernels()) {
        lines.add("kernel" + TAB + k.milliseconds() + TAB + oneLine(k.name()));
      }
    }
    return lines;
  }

  /**
   * @throws IllegalArgumentException if the lines are not those of a profile
   */
  public static OperatorProfile parse(List<String> lines) {
    long arena = 0;
    List<Part> parts = new ArrayList<>();
    for (String line : lines) {
      String[] words = line.split(TAB, -1);
      switch (words[0]) {
        case "arena" -> arena = Long.parseLong(words[1]);
        case "part" -> parts.add(new Part(words[2], integers(words[1]), List.of()));
        case "kernel" -> {
          Part last = parts.remove(parts.size() - 1);
          List<Kernel> kernels = new ArrayList<>(last.kernels());
          kernels.add(new Kernel(words[2], Double.parseDouble(words[1])));
          parts.add(new Part(last.delegate(), last.operators(), kernels));
        }
        default -> throw new IllegalArgumentException("no line of a profile: " + line);
      }
    }
    return new OperatorProfile(arena, parts);
  }

  private static List<Integer> integers(String text) {
    return text.isEmpty()
        ? List.of()
        : Arrays.stream(text.split(",")).map(Integer::valueOf).toList();
  }

  /** Names come from a file that anybody may have written. */
  private static String oneLine(String text) {
    return text.replaceAll("\\p{Cntrl}", " ");
  }
}
