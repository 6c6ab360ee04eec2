package cortado.data;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A file and which input or output of a model it is for.
 *
 * @param name empty where the order of the files tells
 */
public record NamedFile(String name, Path path) {
  private static final Pattern FORM = Pattern.compile("([^=]+)=(.+)");

  /** Reads {@code name=file} or {@code file}; a file that is there under the whole text is it. */
  public static NamedFile parse(String text) {
    Matcher m = FORM.matcher(text);
    return m.matches() && !Files.exists(Path.of(text))
        ? new NamedFile(m.group(1), Path.of(m.group(2)))
        : new NamedFile("", Path.of(text));
  }

  /** As it is parsed. */
  @Override
  public String toString() {
    return name.isEmpty() ? path.toString() : name + "=" + path;
  }
}
