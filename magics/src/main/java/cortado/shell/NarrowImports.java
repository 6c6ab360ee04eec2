package cortado.shell;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The imports that a snippet can have a use for. The compiler lists the package of every import of
 * all its classes, and opens all jars for some of them, whether the code needs one or not; that is
 * half of the first cell.
 *
 * <p>By convention only types begin with a capital letter. A type that a package of the JDK has
 * needs that one; another may be in any package that is not of the JDK. Code of other habits does
 * not compile with what is left here, and then goes the way that has all imports.
 */
final class NarrowImports {
  private static final Pattern IMPORT =
      Pattern.compile(
          "import\\s+(?<static>static\\s+)?(?<from>[\\w$.]*?)\\.?(?<name>[\\w$]+|\\*)\\s*;");

  private static final Pattern PACKAGE =
      Pattern.compile("import\\s+(?!static\\s)(?<package>[\\w$.]+)\\.\\*\\s*;");

  private static final Pattern TEXT =
      Pattern.compile("\"\"\"(?s:.*?)\"\"\"|\"(?:[^\"\\\\\\n]|\\\\.)*\"|'(?:[^'\\\\\\n]|\\\\.)*'");

  /** A name, and whether it is a member of what stands before it. */
  private static final Pattern NAME =
      Pattern.compile("(?<member>\\.\\s*)?(?<![\\w$])(?<name>[\\p{L}_$][\\p{L}\\p{N}_$]*)");

  private final List<String> imports;

  /**
   * @param header a package and imports, each on a line of its own
   */
  NarrowImports(String header) {
    imports = header.lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
  }

  /** The header that a snippet needs, on one line. */
  String of(String snippet) {
    return String.join(" ", lines(snippet));
  }

  /** The lines of the header that a snippet needs. */
  List<String> lines(String snippet) {
    Set<String> names = new HashSet<>();
    Matcher m = NAME.matcher(TEXT.matcher(snippet).replaceAll(" "));
    while (m.find()) {
      if (m.group("member") == null) {
        names.add(m.group("name"));
      }
    }
    Set<String> needed = new HashSet<>();
    imports.stream().filter(line -> isNeededByName(line, names)).forEach(needed::add);
    names.stream().filter(this::isUnknownType).flatMap(this::packagesOf).forEach(needed::add);
    return imports.stream().filter(needed::contains).toList();
  }

  private static boolean isNeededByName(String line, Set<String> names) {
    Matcher m = IMPORT.matcher(line);
    if (!m.matches()) {
      return true;
    }
    if (m.group("name").equals("*")) {
      return m.group("static") != null && StaticMembers.of(m.group("from")).mayBe(names);
    }
    return names.contains(m.group("name"));
  }

  private boolean isUnknownType(String name) {
    return Character.isUpperCase(name.codePointAt(0))
        && !JdkTypes.has("java.lang", name)
        && imports.stream().noneMatch(line -> line.endsWith("." + name + ";"));
  }

  /** The imports of packages that a type may be in. */
  private Stream<String> packagesOf(String type) {
    Map<Boolean, List<String>> packages =
        imports.stream()
            .filter(line -> PACKAGE.matcher(line).matches())
            .collect(Collectors.partitioningBy(line -> JdkTypes.isPackage(packageOf(line))));
    List<String> has =
        packages.get(true).stream().filter(line -> JdkTypes.has(packageOf(line), type)).toList();
    return (has.isEmpty() ? packages.get(false) : has).stream();
  }

  private static String packageOf(String line) {
    Matcher m = PACKAGE.matcher(line);
    return m.matches() ? m.group("package") : "";
  }
}
