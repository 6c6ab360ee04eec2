package cortado.tensorflow;

import cortado.bench.Subject;
import cortado.data.Samples;
import cortado.graph.Model;
import cortado.keras.KerasWriter;
import cortado.tensor.Npy;
import cortado.train.Loss;
import cortado.train.TrainingPlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Trains the U-Net here and in Keras, with and without pruning, in turns, and prints the speeds.
 */
public final class BesideKeras {
  private static final int SAMPLES = 384;
  private static final int ROUNDS = 5;

  private final List<String> python;
  private final TrainingPlan plan;
  private final Model model = Subject.model();
  private final Samples samples = Subject.samples(SAMPLES);

  private BesideKeras(List<String> python, int batch) {
    this.python = python;
    this.plan = new TrainingPlan(ROUNDS + 1, batch, 1e-4, Loss.FocalTversky.DEFAULT, 7);
  }

  /**
   * Arguments: the script to run, the Python to run it in, and samples of a batch, 8 if left out.
   */
  public static void main(String[] args) throws IOException {
    if (args.length < 2) {
      System.err.println(
          "cortado: bench keras needs a Python with tf_keras and tensorflow-model-optimization."
              + " Next: ./cortado bench keras VENV/bin/python [BATCH]");
      System.exit(2);
    }
    int batch = args.length > 2 ? Integer.parseInt(args[2]) : 8;
    TensorFlowLibrary.load();
    new BesideKeras(List.of(args[1], args[0]), batch).print();
  }

  private void print() throws IOException {
    Path folder = Files.createTempDirectory("cortado-keras");
    List<Contestant> all = new ArrayList<>();
    try {
      KerasWriter.write(model, folder.resolve("model.h5"));
      Npy.write(folder.resolve("x.npy"), samples.inputs().tensors().get(0));
      Npy.write(folder.resolve("y.npy"), samples.targets().tensors().get(0));
      all.add(OwnEpochs.plain(model, samples, plan));
      all.add(keras("Keras", "plain", folder, false));
      all.add(keras("Keras", "plain", folder, true));
      all.add(OwnEpochs.pruned(model, samples, plan));
      all.add(keras("TFMOT, pruning", "pruned", folder, false));
      all.add(keras("TFMOT, pruning", "pruned", folder, true));
      report(all);
    } finally {
      all.forEach(Contestant::close);
      for (String file : List.of("model.h5", "x.npy", "y.npy")) {
        Files.deleteIfExists(folder.resolve(file));
      }
      Files.deleteIfExists(folder);
    }
  }

  private KerasEpochs keras(String name, String way, Path folder, boolean oneDnn)
      throws IOException {
    List<String> command = new ArrayList<>(python);
    command.add(way);
    for (String file : List.of("model.h5", "x.npy", "y.npy")) {
      command.add(folder.resolve(file).toString());
    }
    command.add(Integer.toString(plan.batch()));
    command.add(Integer.toString(plan.epochs()));
    return KerasEpochs.start(name, command, oneDnn);
  }

  private void report(List<Contestant> all) {
    double[][] seconds = new double[all.size()][plan.epochs()];
    for (int round = 0; round < plan.epochs(); round++) {
      for (int i = 0; i < all.size(); i++) {
        seconds[i][round] = all.get(i).epochSeconds();
      }
    }
    System.out.printf(
        Locale.ROOT,
        "Epochs of %d samples, batch %d, in turns; the median of %d after the first:%n%n"
            + "| | first s | median s | samples/s | Cortado is faster by |%n|---|---|---|---|---|%n",
        SAMPLES,
        plan.batch(),
        ROUNDS);
    double[] own = seconds[0];
    for (int i = 0; i < all.size(); i++) {
      // Pruning is compared with pruning.
      own = all.get(i) instanceof OwnEpochs ? seconds[i] : own;
      System.out.printf(
          Locale.ROOT,
          "| %s | %.1f | %.2f | %.1f | %.2fx |%n",
          all.get(i).name(),
          seconds[i][0],
          median(seconds[i]),
          SAMPLES / median(seconds[i]),
          medianOfRatios(seconds[i], own));
    }
  }

  private static double median(double[] epochs) {
    double[] sorted = Arrays.copyOfRange(epochs, 1, epochs.length);
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }

  /** Of pairs that ran one after the other, as a machine's speed changes. */
  private static double medianOfRatios(double[] theirs, double[] own) {
    double[] ratios = new double[own.length];
    Arrays.setAll(ratios, i -> theirs[i] / own[i]);
    return median(ratios);
  }
}
