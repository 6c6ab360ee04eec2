package cortado.layers;

import cortado.tensor.Npy;
import cortado.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * One model that real Keras wrote with an input and an output.
 *
 * @param name the class of its layer and what is particular, such as {@code Conv1D: strided}
 * @param generation of Keras, 2 or 3
 * @param stem of its files' paths
 */
record LayerModel(String name, int generation, Path stem, int inputCount) {

  /** All models that {@code layers/write.py} wrote to a folder. */
  static List<LayerModel> in(Path folder) throws IOException {
    List<LayerModel> models = new ArrayList<>();
    for (String line : Files.readAllLines(folder.resolve("models.tsv"))) {
      String[] f = line.split("\t");
      models.add(
          new LayerModel(
              f[3],
              Integer.parseInt(f[0]),
              folder.resolve(f[0] + "-" + f[1]),
              Integer.parseInt(f[2])));
    }
    return models;
  }

  Path file() {
    return with(generation == 2 ? ".h5" : ".keras");
  }

  Path with(String ending) {
    return stem.resolveSibling(stem.getFileName() + ending);
  }

  List<Tensor> inputs() {
    return IntStream.range(0, inputCount)
        .mapToObj(i -> Npy.read(with(".input" + i + ".npy")))
        .toList();
  }

  Tensor output() {
    return Npy.read(with(".output.npy"));
  }
}
