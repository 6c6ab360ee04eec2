package cortado.explain;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The instructions of this CPU that kernels of neural networks use.
 *
 * @param found by the names that their makers gave them
 * @param missing those that others of its architecture have; both are empty where the system does
 *     not tell
 */
public record CpuFeatures(List<String> found, List<String> missing) {
  /** Nothing is known. */
  public static final CpuFeatures UNKNOWN = new CpuFeatures(List.of(), List.of());

  private static final Path CPUINFO = Path.of("/proc/cpuinfo");

  /** Dot products of int8, which make int8 faster than float32 by more than its smaller size. */
  private static final Set<String> INT8_DOT_PRODUCTS =
      Set.of("AVX-512 VNNI", "AVX VNNI", "AMX int8", "int8 dot product");

  private static final Map<String, String> X86 = new LinkedHashMap<>();
  private static final Map<String, String> ARM = new LinkedHashMap<>();

  static {
    X86.put("avx2", "AVX2");
    X86.put("fma", "FMA");
    X86.put("f16c", "F16C");
    X86.put("avx512f", "AVX-512");
    X86.put("avx512_vnni", "AVX-512 VNNI");
    X86.put("avx_vnni", "AVX VNNI");
    X86.put("amx_int8", "AMX int8");
    ARM.put("asimd", "NEON");
    ARM.put("asimdhp", "half precision");
    ARM.put("asimddp", "int8 dot product");
    ARM.put("i8mm", "int8 matrix product");
  }

  public CpuFeatures {
    found = List.copyOf(found);
    missing = List.copyOf(missing);
  }

  /** Those of this machine; unknown where there is no {@code /proc/cpuinfo}. */
  public static CpuFeatures here() {
    try {
      return Files.isReadable(CPUINFO) ? parse(Files.readString(CPUINFO)) : UNKNOWN;
    } catch (IOException e) {
      return UNKNOWN;
    }
  }

  /** From the text of {@code /proc/cpuinfo}. */
  static CpuFeatures parse(String cpuinfo) {
    for (String line : cpuinfo.split("\n")) {
      int colon = line.indexOf(':');
      if (colon < 0) {
        continue;
      }
      String key = line.substring(0, colon).strip();
      if (key.equals("flags") || key.equals("Features")) {
        Set<String> flags =
            new HashSet<>(Arrays.asList(line.substring(colon + 1).strip().split("\\s+")));
        return of(flags, key.equals("flags") ? X86 : ARM);
      }
    }
    return UNKNOWN;
  }

  private static CpuFeatures of(Set<String> flags, Map<String, String> names) {
    List<String> found = new ArrayList<>();
    List<String> missing = new ArrayList<>();
    names.forEach((flag, name) -> (flags.contains(flag) ? found : missing).add(name));
    return new CpuFeatures(found, missing);
  }

  public boolean areKnown() {
    return !found.isEmpty() || !missing.isEmpty();
  }

  /** Whether it surely has no instruction for dot products of int8. */
  boolean lackInt8DotProducts() {
    return areKnown() && found.stream().noneMatch(INT8_DOT_PRODUCTS::contains);
  }

  /** What it lacks for int8, as its makers call it. */
  String missingInt8DotProducts() {
    List<String> names = missing.stream().filter(INT8_DOT_PRODUCTS::contains).toList();
    return names.contains("AVX-512 VNNI") ? "VNNI" : String.join(", ", names);
  }
}
