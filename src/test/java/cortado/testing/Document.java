package cortado.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A page of the documentation, as a reader would copy from it. */
public record Document(String name, String text) {
  private static final Pattern BLOCK = Pattern.compile("(?ms)^```(\\w*)\\n(.*?)^```$");
  private static final Pattern INLINE = Pattern.compile("`([^`\\n]+)`");

  public static Document of(String path) throws IOException {
    return new Document(path, Files.readString(Fixtures.projectRoot().resolve(path)));
  }

  /** The README and all pages of {@code docs}. */
  public static List<Document> all() throws IOException {
    List<Document> all = new ArrayList<>(List.of(of("README.md")));
    try (Stream<Path> pages = Files.list(Fixtures.projectRoot().resolve("docs"))) {
      for (Path page : pages.filter(p -> p.toString().endsWith(".md")).sorted().toList()) {
        all.add(of("docs/" + page.getFileName()));
      }
    }
    return all;
  }

  /** What stands in fences of a language; "" is that of a fence without one. */
  public List<String> blocks(String language) {
    return BLOCK
        .matcher(text)
        .results()
        .filter(m -> m.group(1).equals(language))
        .map(m -> m.group(2))
        .toList();
  }

  /** What stands in backticks outside of fences. */
  public List<String> inline() {
    return INLINE
        .matcher(BLOCK.matcher(text).replaceAll(""))
        .results()
        .map(m -> m.group(1))
        .toList();
  }

  /** Whole lines in fences, and what stands in backticks, that begin with a percent sign. */
  public List<String> magics() {
    Stream<String> fenced = blocks("").stream().flatMap(String::lines);
    return Stream.concat(fenced, inline().stream())
        .map(String::strip)
        .filter(l -> l.matches("%\\w.*"))
        .toList();
  }
}
