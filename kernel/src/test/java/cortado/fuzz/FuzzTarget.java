package cortado.fuzz;

import cortado.kernel.MessageTarget;
import cortado.magic.MagicTarget;
import cortado.notebook.NotebookTarget;
import java.util.Locale;

/** What is fuzzed, by the word that asks for it. */
enum FuzzTarget {
  HDF5(KerasHdf5Target.class, 65_536),
  ARCHIVE(KerasArchiveTarget.class, 65_536),
  CONFIG(KerasConfigTarget.class, 16_384),
  TFLITE(TfliteTarget.class, 16_384),
  SAFETENSORS(SafetensorsTarget.class, 8_192),
  NPY(NpyTarget.class, 4_096),
  SESSION(SessionTarget.class, 32_768),
  NOTEBOOK(NotebookTarget.class, 8_192),
  MAGIC(MagicTarget.class, 4_096),
  MESSAGE(MessageTarget.class, 8_192);

  private final Class<?> main;
  private final int longest;

  /**
   * @param longest input in bytes
   */
  FuzzTarget(Class<?> main, int longest) {
    this.main = main;
    this.longest = longest;
  }

  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  String mainClass() {
    return main.getName();
  }

  int longest() {
    return longest;
  }
}
