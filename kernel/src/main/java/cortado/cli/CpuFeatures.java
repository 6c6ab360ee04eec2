package cortado.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Set;

/** The name of the processor and those of its features that speed up neural networks. */
record CpuFeatures(String model, Set<String> flags) {

  /** A feature by the name people know, the kernel's flag for it, and what it is good for. */
  enum Feature {
    AVX2("AVX2", "avx2", "float32"),
    AVX512_VNNI("AVX-512 VNNI", "avx512_vnni", "int8"),
    AVX512_BF16("AVX-512 BF16", "avx512_bf16", "bfloat16");

    final String title;
    final String flag;
    final String use;

    Feature(String title, String flag, String use) {
      this.title = title;
      this.flag = flag;
      this.use = use;
    }
  }

  /** As Linux tells it; elsewhere the flags are unknown and empty. */
  static CpuFeatures read(Path cpuinfo) {
    String model = System.getProperty("os.arch");
    Set<String> flags = new LinkedHashSet<>();
    try {
      for (String line : Files.readAllLines(cpuinfo)) {
        if (line.startsWith("model name")) {
          model = value(line);
        } else if (line.startsWith("flags") || line.startsWith("Features")) {
          flags.addAll(Arrays.asList(value(line).split(" ")));
        }
      }
    } catch (IOException e) {
      return new CpuFeatures(model, Set.of()); // no such file outside Linux
    }
    return new CpuFeatures(model, flags);
  }

  boolean has(Feature feature) {
    return flags.contains(feature.flag);
  }

  private static String value(String line) {
    return line.substring(line.indexOf(':') + 1).strip();
  }
}
