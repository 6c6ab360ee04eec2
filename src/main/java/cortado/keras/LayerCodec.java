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
 */
record LayerCodec<L extends Layer>(
    String kerasClass,
    Class<L> type,
    Function<LayerConfig, L> read,
    BiConsumer<L, ConfigWriter> write) {

  void write(Layer layer, ConfigWriter config) {
    write.accept(type.cast(layer), config);
  }
}
