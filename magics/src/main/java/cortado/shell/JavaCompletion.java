package cortado.shell;

import cortado.magic.Completion;
import cortado.magic.Completions;
import cortado.shell.Completeness.State;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.SourceCodeAnalysis.CompletionInfo;
import jdk.jshell.SourceCodeAnalysis.Suggestion;

/** Completes and explains Java at a cursor. */
final class JavaCompletion {
  private final SourceCodeAnalysis analysis;

  JavaCompletion(SourceCodeAnalysis analysis) {
    this.analysis = analysis;
  }

  Completions complete(String code, int cursor) {
    Completions whole = suggest(code, cursor, 0);
    int from = lastStatement(code.substring(0, cursor));
    // Statements of one cell are known to each other, but an import or a class among them is not.
    return whole.candidates().isEmpty() && from > 0
        ? suggest(code.substring(from), cursor - from, from)
        : whole;
  }

  private Completions suggest(String code, int cursor, int shift) {
    int[] anchor = {cursor};
    List<Suggestion> found = analysis.completionSuggestions(code, cursor, anchor);
    List<Completion> candidates =
        found.stream()
            .sorted(
                Comparator.comparing((Suggestion s) -> !s.matchesType())
                    .thenComparing(Suggestion::continuation))
            .map(s -> new Completion(s.continuation(), "", s.continuation().endsWith("(")))
            .distinct()
            .toList();
    return new Completions(anchor[0] + shift, candidates);
  }

  /** Where the statement at the end of a text begins. */
  private int lastStatement(String text) {
    String rest = text;
    CompletionInfo info = analysis.analyzeCompletion(rest);
    while (info.completeness().isComplete() && !info.remaining().isBlank()) {
      rest = info.remaining();
      info = analysis.analyzeCompletion(rest);
    }
    return text.length() - rest.length();
  }

  /** Whether more must follow, and how deep it should be indented. */
  Completeness completeness(String text) {
    String rest = text.substring(lastStatement(text));
    return switch (analysis.analyzeCompletion(rest).completeness()) {
      case COMPLETE, COMPLETE_WITH_SEMI, EMPTY -> new Completeness(State.COMPLETE, "");
      case UNKNOWN -> new Completeness(State.INVALID, "");
      case CONSIDERED_INCOMPLETE, DEFINITELY_INCOMPLETE ->
          new Completeness(State.INCOMPLETE, " ".repeat(4 * openBraces(rest)));
    };
  }

  private static int openBraces(String text) {
    long open = text.chars().filter(c -> c == '{').count();
    return (int) Math.max(1, open - text.chars().filter(c -> c == '}').count());
  }

  /** Signatures and Javadoc of the name at the cursor. */
  Optional<String> inspect(String code, int cursor) {
    int at = cursor;
    while (at < code.length() && Character.isJavaIdentifierPart(code.charAt(at))) {
      at++;
    }
    if (at < code.length() && code.charAt(at) == '(') {
      at++;
    }
    Optional<String> whole = document(code, at);
    if (whole.isPresent()) {
      return whole;
    }
    String before = code.substring(0, at);
    String statement = before.substring(lastStatement(before));
    // JShell knows a method by its call only.
    String call = statement.endsWith("(") ? statement : statement + "(";
    return document(statement, statement.length()).or(() -> document(call, call.length()));
  }

  private Optional<String> document(String code, int at) {
    String text =
        analysis.documentation(code, Math.min(at, code.length()), true).stream()
            .map(d -> d.signature() + (d.javadoc() == null ? "" : "\n" + d.javadoc().strip()))
            .distinct()
            .collect(Collectors.joining("\n\n"));
    return text.isEmpty() ? Optional.empty() : Optional.of(text);
  }
}
