package cortado.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The rows of all tables of variants that a notebook shows, from their text. What they say of size
 * is the same on every machine; losses differ a little, times do as they like.
 */
record MeasuredRows(List<Map<String, String>> rows) {
  private static final List<String> EXACT = List.of("variant", "runtime", "zeros", "parameters");
  private static final List<String> COMPARED =
      Stream.concat(EXACT.stream(), Stream.of("file", "loss", "Dice")).toList();
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String ABSENT = "–";
  // Between an Intel Xeon with AVX-512 and an AMD EPYC with AVX2: 0.0038, 0.0047 and 0.5 %.
  private static final double LOSS = 0.02;
  private static final double DICE = 0.015;
  private static final double BYTES = 0.02;

  static MeasuredRows of(JsonNode notebook) {
    List<Map<String, String>> rows = new ArrayList<>();
    for (JsonNode cell : notebook.path("cells")) {
      for (JsonNode output : cell.path("outputs")) {
        StringBuilder text = new StringBuilder();
        output.at("/data/text~1plain").forEach(line -> text.append(line.asText()));
        read(text.toString().lines().toList(), rows);
      }
    }
    return new MeasuredRows(rows);
  }

  private static void read(List<String> lines, List<Map<String, String>> rows) {
    if (lines.isEmpty() || !lines.get(0).startsWith("variant ") || !lines.get(0).contains("gzip")) {
      return;
    }
    List<String> names = cells(lines.get(0));
    for (String line : lines.subList(2, lines.size())) {
      List<String> values = cells(line);
      Map<String, String> row = new LinkedHashMap<>();
      for (int i = 0; i < Math.min(names.size(), values.size()); i++) {
        row.put(names.get(i), values.get(i));
      }
      rows.add(row);
    }
  }

  private static List<String> cells(String line) {
    return List.of(line.strip().split(" {2,}"));
  }

  /** From what {@link #json} gave. */
  static MeasuredRows read(String json) throws JsonProcessingException {
    return new MeasuredRows(JSON.readValue(json, new TypeReference<>() {}));
  }

  /** Those columns that are compared, a line for each row. */
  String json() {
    return rows.stream()
        .map(MeasuredRows::compared)
        .map(row -> JSON.valueToTree(row).toString())
        .collect(Collectors.joining(",\n", "[\n", "\n]\n"));
  }

  private static Map<String, String> compared(Map<String, String> row) {
    Map<String, String> some = new LinkedHashMap<>(row);
    some.keySet().retainAll(COMPARED);
    return some;
  }

  List<String> sparsities() {
    return rows.stream().map(row -> row.get("zeros")).distinct().toList();
  }

  void assertLike(MeasuredRows stored) {
    assertThat(rows).hasSameSizeAs(stored.rows).isNotEmpty();
    for (int i = 0; i < rows.size(); i++) {
      Map<String, String> fresh = rows.get(i);
      Map<String, String> old = stored.rows.get(i);
      for (String column : EXACT) {
        assertThat(fresh.get(column)).as(column + " of " + old).isEqualTo(old.get(column));
      }
      near(fresh, old, "loss", LOSS);
      near(fresh, old, "Dice", DICE);
      if (old.containsKey("file")) {
        nearSize(fresh.get("file"), old);
      }
    }
  }

  private static void near(
      Map<String, String> fresh, Map<String, String> old, String column, double tolerance) {
    if (old.containsKey(column) && !old.get(column).equals(ABSENT)) {
      assertThat(Double.parseDouble(fresh.get(column)))
          .as(column + " of " + old)
          .isCloseTo(Double.parseDouble(old.get(column)), within(tolerance));
    }
  }

  private static void nearSize(String fresh, Map<String, String> old) {
    if (old.get("file").equals(ABSENT)) {
      assertThat(fresh).as("file of " + old).isEqualTo(ABSENT);
      return;
    }
    double bytes = size(old.get("file"));
    assertThat(size(fresh)).as("file of " + old).isCloseTo(bytes, within(BYTES * bytes));
  }

  /** In kB. */
  private static double size(String text) {
    String[] words = text.split(" ");
    return Double.parseDouble(words[0]) * (words[1].equals("MB") ? 1000 : 1);
  }
}
