package cortado.layers;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The matrix as Markdown: a row for each layer, and the holes with their reasons. */
final class LayerDocument {
  private static final List<String> CHANNELS_FIRST =
      List.of(
          "",
          "## Channels first",
          "",
          "A model whose layers have `data_format: channels_first` is turned once, when it is read:",
          "all of its layers take images in NHWC and signals as (batch, length, channels). So do its",
          "inputs and outputs that such a layer takes or gives; transpose the arrays accordingly. The",
          "recipe of the variant says so. A layer that goes by the order of the values, such as",
          "`Reshape` or `Dense` behind no `Flatten`, gets it back by a `Permute` layer before it.",
          "Exported files have the channels last, too. `ChannelsFirstTest` tries each layer that has a",
          "`data_format`, each that has axes, and networks of both orders, against real Keras.",
          "",
          "Keras 3 on TensorFlow adds the bias of such a convolution to the columns instead of the",
          "channels where the image is as wide as there are filters; here, the bias is the channels'.");

  private final Map<String, Map<String, Map<Ability, String>>> layers = new TreeMap<>();
  private final List<Ability> columns;
  private final Map<String, List<String>> holes = new LinkedHashMap<>();

  private LayerDocument(Findings findings) {
    findings
        .byModel()
        .forEach(
            (model, able) -> {
              String[] parts = model.split(": ", 2);
              layers.computeIfAbsent(parts[0], k -> new TreeMap<>()).put(parts[1], able);
            });
    columns =
        Stream.of(Ability.values())
            .filter(a -> findings.byModel().values().stream().anyMatch(m -> m.containsKey(a)))
            .toList();
  }

  static String of(Findings findings) {
    return new LayerDocument(findings).text();
  }

  private String text() {
    List<String> lines = new ArrayList<>();
    lines.add("# Layers and what can be done with them");
    lines.add("");
    lines.add(
        "`LayerMatrixTest` writes this file from what it finds: models of one layer each, built");
    lines.add(
        "by real Keras with random weights, must give the same numbers everywhere. A number in");
    lines.add("the table points to a hole below.");
    lines.add("");
    columns.forEach(a -> lines.add("- **" + a.title() + "**: " + a.meaning()));
    lines.add("");
    lines.add(row("layer", "tried", columns.stream().map(Ability::title)));
    lines.add(row("---", "---", columns.stream().map(a -> "---")));
    layers.forEach(
        (layer, variants) ->
            lines.add(
                row(
                    layer,
                    String.join("; ", variants.keySet()),
                    columns.stream().map(a -> cell(layer, variants, a)))));
    lines.add("");
    lines.add("## Holes");
    lines.add("");
    int number = 0;
    for (Map.Entry<String, List<String>> hole : holes.entrySet()) {
      lines.add(++number + ". " + hole.getKey() + ": " + String.join("; ", hole.getValue()) + ".");
    }
    if (holes.isEmpty()) {
      lines.add("None.");
    }
    lines.addAll(CHANNELS_FIRST);
    return String.join("\n", lines) + "\n";
  }

  private String cell(String layer, Map<String, Map<Ability, String>> variants, Ability ability) {
    List<Integer> numbers = new ArrayList<>();
    boolean tried = false;
    for (Map.Entry<String, Map<Ability, String>> variant : variants.entrySet()) {
      String reason = variant.getValue().get(ability);
      tried |= reason != null;
      if (reason != null && !reason.isEmpty()) {
        numbers.add(number(reason, layer + " (" + variant.getKey() + ")"));
      }
    }
    if (!tried) {
      return "–";
    }
    String holed =
        numbers.stream().distinct().map(n -> "[" + n + "]").collect(Collectors.joining());
    return numbers.size() == variants.size() ? "no " + holed : ("yes " + holed).strip();
  }

  private int number(String reason, String where) {
    List<String> places = holes.computeIfAbsent(reason, k -> new ArrayList<>());
    if (!places.contains(where)) {
      places.add(where);
    }
    return new ArrayList<>(holes.keySet()).indexOf(reason) + 1;
  }

  private static String row(String first, String second, Stream<String> rest) {
    return Stream.concat(Stream.of(first, second), rest)
        .collect(Collectors.joining(" | ", "| ", " |"));
  }
}
