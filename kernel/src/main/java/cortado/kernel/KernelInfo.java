package cortado.kernel;

import java.util.List;
import java.util.Map;

/** Who this kernel is. */
final class KernelInfo {
  static final String PROTOCOL = "5.3";

  private KernelInfo() {}

  static String version() {
    String version = KernelInfo.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }

  static Map<String, Object> reply() {
    String java = Runtime.version().toString();
    return Map.of(
        "protocol_version",
        PROTOCOL,
        "implementation",
        "cortado",
        "implementation_version",
        version(),
        "banner",
        "Cortado " + version() + " on Java " + java + ". %help lists the magics.",
        "help_links",
        List.of(),
        "language_info",
        Map.of(
            "name", "java",
            "version", java,
            "mimetype", "text/x-java-source",
            "file_extension", ".jsh",
            "pygments_lexer", "java",
            "codemirror_mode", "text/x-java"));
  }
}
