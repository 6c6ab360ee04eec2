package cortado.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import jdk.jshell.Diag;

/** The line at fault, a caret under it and JShell's own message. */
final class CompileErrors {
  private CompileErrors() {}

  static CellFailure of(String source, List<Diag> diagnostics) {
    List<String> lines = new ArrayList<>();
    List<Diag> errors = diagnostics.stream().filter(Diag::isError).toList();
    for (Diag d : errors) {
      lines.addAll(mark(source, d));
    }
    String first = errors.isEmpty() ? "this is not valid Java" : message(errors.get(0));
    if (lines.isEmpty()) {
      lines.add(first);
    }
    return new CellFailure(new CellResult.Failure("CompileError", first, lines), null);
  }

  private static List<String> mark(String source, Diag d) {
    int at = (int) Math.max(0, Math.min(d.getPosition(), source.length()));
    int from = source.lastIndexOf('\n', at - 1) + 1;
    int end = source.indexOf('\n', at);
    String line = source.substring(from, end < 0 ? source.length() : end);
    int start = (int) Math.max(from, Math.min(d.getStartPosition(), at));
    int stop = (int) Math.min(from + line.length(), Math.max(d.getEndPosition(), at + 1L));
    // Tabs keep their width, so that the caret stands under its column.
    String before = source.substring(from, start).replaceAll("[^\t]", " ");
    List<String> lines = new ArrayList<>();
    lines.add(line);
    lines.add(before + "^".repeat(Math.max(1, stop - start)));
    lines.addAll(message(d).lines().toList());
    return lines;
  }

  private static String message(Diag d) {
    return d.getMessage(Locale.ROOT)
        .lines()
        .filter(l -> !l.strip().startsWith("location:"))
        .map(UserTrace::readable)
        .collect(Collectors.joining("\n"));
  }
}
