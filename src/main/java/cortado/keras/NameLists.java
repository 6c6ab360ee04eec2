package cortado.keras;

import cortado.keras.hdf5.Hdf5File;
import cortado.keras.hdf5.Hdf5Writer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Lists of names in attributes. One that an attribute cannot hold is split, as Keras does: {@code
 * layer_names0}, {@code layer_names1}, …
 */
final class NameLists {
  private static final int MAX_NAMES = 4000;

  private NameLists() {}

  static List<String> read(Hdf5File h5, String group, String attribute) {
    Optional<List<String>> whole = h5.texts(group, attribute);
    if (whole.isPresent()) {
      return whole.get();
    }
    List<String> names = new ArrayList<>();
    Optional<List<String>> part = h5.texts(group, attribute + 0);
    for (int i = 1; part.isPresent(); i++) {
      names.addAll(part.get());
      part = h5.texts(group, attribute + i);
    }
    return names;
  }

  static void write(Hdf5Writer h5, String group, String attribute, List<String> names) {
    if (names.size() <= MAX_NAMES) {
      h5.texts(group, attribute, names);
      return;
    }
    for (int from = 0, i = 0; from < names.size(); from += MAX_NAMES, i++) {
      int to = Math.min(from + MAX_NAMES, names.size());
      h5.texts(group, attribute + i, names.subList(from, to));
    }
  }
}
