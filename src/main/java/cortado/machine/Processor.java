package cortado.machine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What the system tells of the processor.
 *
 * @param model its name, or its architecture where the system has no name for it
 * @param found the instructions that it has
 * @param missing those that others of its architecture have; both are empty where the system does
 *     not tell
 */
public record Processor(String model, List<Instruction> found, List<Instruction> missing) {
  private static final Path CPUINFO = Path.of("/proc/cpuinfo");

  public Processor {
    found = List.copyOf(found);
    missing = List.copyOf(missing);
  }

  /** That of this machine. */
  public static Processor here() {
    try {
      return parse(Files.readString(CPUINFO));
    } catch (IOException e) {
      return unknown(); // there is no such file outside Linux
    }
  }

  /** One of which only the architecture is known. */
  public static Processor unknown() {
    return new Processor(System.getProperty("os.arch"), List.of(), List.of());
  }

  /** From the text of {@code /proc/cpuinfo}, of which the first processor counts. */
  public static Processor parse(String cpuinfo) {
    Map<String, String> lines = firstOf(cpuinfo);
    List<Instruction> found = new ArrayList<>();
    List<Instruction> missing = new ArrayList<>();
    lines.forEach(
        (key, value) -> {
          List<String> flags = Arrays.asList(value.split("\\s+"));
          Instruction.under(key).forEach(i -> (flags.contains(i.flag()) ? found : missing).add(i));
        });
    return new Processor(
        lines.getOrDefault("model name", System.getProperty("os.arch")), found, missing);
  }

  private static Map<String, String> firstOf(String cpuinfo) {
    Map<String, String> lines = new HashMap<>();
    for (String line : cpuinfo.split("\n")) {
      int colon = line.indexOf(':');
      if (colon >= 0) {
        lines.putIfAbsent(line.substring(0, colon).strip(), line.substring(colon + 1).strip());
      }
    }
    return lines;
  }

  /** Whether the system tells what it has and lacks. */
  public boolean isKnown() {
    return !found.isEmpty() || !missing.isEmpty();
  }

  /** Whether it surely has this. */
  public boolean has(Instruction instruction) {
    return found.contains(instruction);
  }

  /** Whether it surely does not have this. */
  public boolean lacks(Instruction instruction) {
    return missing.contains(instruction);
  }

  /** Whether it surely has no instruction for dot products of int8. */
  public boolean lacksInt8DotProducts() {
    return isKnown() && found.stream().noneMatch(Instruction::isInt8DotProduct);
  }

  /** What it lacks for int8, as its makers call it. */
  public String missingInt8DotProducts() {
    return lacks(Instruction.AVX512_VNNI)
        ? "VNNI"
        : Instruction.titles(missing.stream().filter(Instruction::isInt8DotProduct).toList());
  }
}
