package cortado.magic;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Completes the word at the end of a magic line from the command's own description. */
final class MagicCompleter {
  private final Magics magics;

  MagicCompleter(Magics magics) {
    this.magics = magics;
  }

  Completions complete(String text) {
    int from = wordStart(text);
    String word = text.substring(from);
    String before = text.substring(0, from).strip();
    List<Completion> found = new ArrayList<>();
    if (before.isEmpty() && word.startsWith("%")) {
      for (String name : magics.startingWith(word.substring(1))) {
        found.add(Completion.word("%" + name, magics.summary(name)));
      }
    } else if (MagicLine.matches(before)) {
      String name = before.substring(1).split("\\s", 2)[0];
      if (magics.knows(name)) {
        arguments(magics.command(name).getCommandSpec(), before, word, found);
      }
    }
    return new Completions(from, found);
  }

  private void arguments(CommandSpec spec, String before, String word, List<Completion> found) {
    String last = before.substring(before.lastIndexOf(' ') + 1);
    OptionSpec open = spec.findOption(last);
    if (open != null && open.arity().max() > 0) {
      add(values(open, word), word, found);
      return;
    }
    if (word.startsWith("-")) {
      for (OptionSpec option : spec.options()) {
        if (!option.hidden() && !before.contains(option.longestName())) {
          Completion c =
              Completion.word(option.longestName(), String.join(" ", option.description()));
          add(List.of(c), word, found);
        }
      }
      return;
    }
    spec.positionalParameters().forEach(p -> add(positional(p, before, word), word, found));
  }

  private List<Completion> positional(ArgSpec arg, String before, String word) {
    if (arg.completionCandidates() instanceof Names.SessionArguments) {
      return sessionArguments(before, word);
    }
    boolean chosen = arg.completionCandidates() instanceof Names.SessionActions;
    return chosen && before.contains(" ") ? List.of() : values(arg, word);
  }

  /** What the action of {@code %session} takes. */
  private List<Completion> sessionArguments(String before, String word) {
    String[] words = before.split("\\s+");
    if (words.length < 2 || !SessionAction.names().contains(words[1])) {
      return List.of();
    }
    return switch (SessionAction.named(words[1]).takes()) {
      case NOTHING -> List.of();
      case VARIANTS -> magics.variants();
      case DROPPED -> magics.dropped();
      case FILES -> ArgumentValues.files("", word);
    };
  }

  private List<Completion> values(ArgSpec arg, String word) {
    boolean variants =
        arg.typeInfo().getType() == VariantName.class
            || arg.typeInfo().getAuxiliaryTypes()[0] == VariantName.class;
    if (variants) {
      return magics.variants();
    }
    if (arg.completionCandidates() instanceof Names.Layers) {
      return magics.layers().stream().map(l -> Completion.word(l, "")).toList();
    }
    if (arg.completionCandidates() instanceof Names.LayerSchemes) {
      return ArgumentValues.layerSchemes(magics.layers(), word);
    }
    return ArgumentValues.of(arg, word);
  }

  private static void add(List<Completion> values, String word, List<Completion> found) {
    values.stream().filter(c -> c.text().startsWith(word)).forEach(found::add);
  }

  private static int wordStart(String text) {
    int i = text.length();
    while (i > 0 && !Character.isWhitespace(text.charAt(i - 1))) {
      i--;
    }
    return i;
  }
}
