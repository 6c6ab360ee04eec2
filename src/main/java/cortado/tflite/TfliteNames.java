package cortado.tflite;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** What users call the inputs and outputs of a file. */
final class TfliteNames {
  private TfliteNames() {}

  static List<String> of(
      TfliteFile file,
      List<Integer> tensors,
      Function<TfliteFile.Signature, List<TfliteFile.Name>> side) {
    List<TfliteFile.Name> named =
        file.signatures().stream()
            .filter(s -> s.subgraph() == 0)
            .findFirst()
            .map(side)
            .orElse(List.of());
    List<String> names = new ArrayList<>();
    for (int t : tensors) {
      Optional<String> name =
          named.stream().filter(n -> n.tensor() == t).map(TfliteFile.Name::name).findFirst();
      names.add(unique(name.orElse(file.main().tensors().get(t).name()), names));
    }
    return names;
  }

  private static String unique(String name, List<String> taken) {
    String plain = name.isEmpty() ? "tensor" : name;
    String candidate = plain;
    for (int n = 1; taken.contains(candidate); n++) {
      candidate = plain + "_" + n;
    }
    return candidate;
  }
}
