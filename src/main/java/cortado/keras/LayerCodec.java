package cortado.keras;

import cortado.graph.Layer;
import java.util.function.BiConsumer;
import java.util.function.Function;

/**
 * How a class of Keras layers is read and written.
 *
 * @param kerasClass the name in the file
 * @param type what it is read to
 * @param write puts into a configuration what is particular to the class
 * @param module where Keras 3 finds the class
 * @param keras2Class the name in a file of Keras 2, which may have a package before it
 */
record LayerCodec<L extends Layer>(
    String kerasClass,
    Class<L> type,
    Function<LayerConfig, L> read,
    BiConsumer<L, ConfigWriter> write,
    String module,
    String keras2Class) {
  static final String KERAS_LAYERS = "keras.layers";

  /** A class of {@code keras.layers}. */
  LayerCodec(
      String kerasClass,
      Class<L> type,
      Function<LayerConfig, L> read,
      BiConsumer<L, ConfigWriter> write) {
    this(kerasClass, type, read, write, KERAS_LAYERS, kerasClass);
  }

  String classIn(Generation generation) {
    return generation == Generation.KERAS_3 ? kerasClass : keras2Class;
  }

  void write(Layer layer, ConfigWriter config) {
    write.accept(type.cast(layer), config);
  }
}
