package cortado.measure.worker;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What the child is told to do. */
record Order(Map<String, List<String>> values) {

  static Order read(BufferedReader in) throws IOException {
    Map<String, List<String>> values = new HashMap<>();
    for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
      Wire wire = Wire.request(line);
      values.computeIfAbsent(wire.key(), k -> new ArrayList<>()).add(wire.value());
    }
    return new Order(values);
  }

  String text(String key) {
    return values.get(key).get(0);
  }

  int number(String key) {
    return Integer.parseInt(text(key));
  }

  Path path(String key) {
    return Path.of(text(key));
  }

  boolean has(String key) {
    return values.containsKey(key);
  }

  List<Path> paths(String key) {
    List<Path> paths = new ArrayList<>();
    for (String s : values.getOrDefault(key, List.of())) {
      paths.add(Path.of(s));
    }
    return paths;
  }
}
