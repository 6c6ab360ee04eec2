package cortado.shell;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The imports that a snippet can have a use for. The compiler lists the package of every import of
 * all its classes, and opens all jars for some of them, whether the code needs one or not; that is
 * half of the first cell.
 *
 * <p>By convention only types begin with a capital letter. Code that has others does not compile
 * with what is left here, and then goes the way that has all imports.
 */
final class NarrowImports {
  private static final Pattern IMPORT =
      Pattern.compile("import\\s+(?<static>static\\s+)?[\\w$.]*?(?<name>[\\w$]+|\\*)\\s*;");

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
    Set<String> names = new HashSet<>();
    boolean types = false;
    Matcher m = NAME.matcher(TEXT.matcher(snippet).replaceAll(" "));
    while (m.find()) {
      if (m.group("member") == null) {
        String name = m.group("name");
        names.add(name);
        types |= Character.isUpperCase(name.codePointAt(0)) && !isOfJavaLang(name);
      }
    }
    boolean packages = types;
    return imports.stream()
        .filter(line -> isNeeded(line, names, packages))
        .collect(Collectors.joining(" "));
  }

  private static boolean isNeeded(String line, Set<String> names, boolean packages) {
    Matcher m = IMPORT.matcher(line);
    if (!m.matches()) {
      return true;
    }
    if (!m.group("name").equals("*")) {
      return names.contains(m.group("name"));
    }
    return m.group("static") == null ? packages : !names.isEmpty();
  }

  private static boolean isOfJavaLang(String name) {
    try {
      Class.forName("java.lang." + name, false, null);
      return true;
    } catch (ClassNotFoundException e) {
      return false;
    }
  }
}
