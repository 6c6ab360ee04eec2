package cortado.shell;

import java.util.HashSet;
import java.util.List;
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

  private static final Pattern TEXT =
      Pattern.compile("\"\"\"(?s:.*?)\"\"\"|\"(?:[^\"\\\\\\n]|\\\\.)*\"|'(?:[^'\\\\\\n]|\\\\.)*'");

  /** A name, and whether it is a member of what stands before it. */
  private static final Pattern NAME =
      Pattern.compile("(?<member>\\.\\s*)?(?<![\\w$])(?<name>[\\p{L}_$][\\p{L}\\p{N}_$]*)");

  private final List<Line> header;

  /**
   * A line of the header.
   *
   * @param from the package or the class; empty for what is no import
   * @param name of what is imported; a star for all
   */
  private record Line(String text, boolean isStatic, String from, String name) {
    static Line of(String text) {
      Matcher m = IMPORT.matcher(text);
      return m.matches()
          ? new Line(text, m.group("static") != null, m.group("from"), m.group("name"))
          : new Line(text, false, "", "");
    }

    boolean isOfPackage() {
      return !isStatic && name.equals("*");
    }

    /** Whether a snippet of these names needs it, whatever types are in packages. */
    boolean isNeeded(Set<String> names) {
      if (name.equals("*")) {
        return isStatic && StaticMembers.of(from).mayBe(names);
      }
      return name.isEmpty() || names.contains(name);
    }
  }

  /**
   * @param header a package and imports, each on a line of its own
   */
  NarrowImports(String header) {
    this.header =
        header.lines().map(String::strip).filter(line -> !line.isEmpty()).map(Line::of).toList();
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
    Set<Line> packages =
        names.stream()
            .filter(this::isUnknownType)
            .flatMap(this::packagesOf)
            .collect(Collectors.toSet());
    return header.stream()
        .filter(line -> line.isNeeded(names) || packages.contains(line))
        .map(Line::text)
        .toList();
  }

  private boolean isUnknownType(String name) {
    return Character.isUpperCase(name.codePointAt(0))
        && !JdkTypes.has("java.lang", name)
        && header.stream().noneMatch(line -> line.name().equals(name));
  }

  /** The imports of packages that a type may be in. */
  private Stream<Line> packagesOf(String type) {
    List<Line> packages = header.stream().filter(Line::isOfPackage).toList();
    List<Line> has = packages.stream().filter(line -> JdkTypes.has(line.from(), type)).toList();
    return has.isEmpty()
        ? packages.stream().filter(line -> !JdkTypes.isPackage(line.from()))
        : has.stream();
  }
}
