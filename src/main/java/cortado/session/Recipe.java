package cortado.session;

import cortado.train.Decay;
import cortado.train.Loss;
import java.math.BigDecimal;
import java.util.List;

/** What made a variant from its parent, complete enough to do it again. */
public sealed interface Recipe {
  /** In a few words, as a table shows it. */
  String text();

  /**
   * Read from a file.
   *
   * @param file its name, without folders
   * @param sha256 of its bytes, in hexadecimal
   */
  record Loaded(String file, String sha256) implements Recipe {
    @Override
    public String text() {
      return "load " + file;
    }
  }

  /**
   * A TFLite file that another program made, kept as it is.
   *
   * @param file its name, without folders
   * @param sha256 of its bytes, in hexadecimal
   */
  record Imported(String file, String sha256) implements Recipe {
    @Override
    public String text() {
      return "load " + file;
    }
  }

  /**
   * Given the weights of a file.
   *
   * @param file its name, without folders
   * @param sha256 of its bytes, in hexadecimal
   */
  record WeightsLoaded(String file, String sha256) implements Recipe {
    @Override
    public String text() {
      return "weights of " + file;
    }
  }

  /**
   * Made with fresh weights.
   *
   * @param architecture in the words of the magic that made it
   */
  record Created(String architecture, long seed) implements Recipe {
    @Override
    public String text() {
      return architecture + ", seed " + seed;
    }
  }

  /**
   * Trained with Adam.
   *
   * @param data SHA-256 of the dataset
   */
  record Trained(int epochs, int batch, double learningRate, Loss loss, long seed, String data)
      implements Recipe {
    @Override
    public String text() {
      return "train, " + plural(epochs, "epoch");
    }
  }

  /**
   * Weights of small magnitude set to zero, then or meanwhile fine-tuned.
   *
   * @param sparsity in [0, 1), of each pruned kernel
   * @param schedule how the sparsity grows during the epochs
   * @param epochs 0 for pruning without fine-tuning
   * @param decay of the learning rate
   * @param skip patterns of the layers that stayed whole
   * @param data SHA-256 of the dataset; empty without fine-tuning
   */
  record Pruned(
      double sparsity,
      String schedule,
      int epochs,
      int batch,
      double learningRate,
      Decay decay,
      Loss loss,
      long seed,
      List<String> skip,
      String data)
      implements Recipe {
    public Pruned {
      skip = List.copyOf(skip);
    }

    @Override
    public String text() {
      return "prune "
          + BigDecimal.valueOf(sparsity).stripTrailingZeros().toPlainString()
          + (epochs == 0 ? ", no fine-tuning" : ", " + plural(epochs, "epoch"));
    }
  }

  /**
   * Stored and computed in smaller numbers; exists as a TFLite file.
   *
   * @param scheme {@code float16}, {@code dynamic}, {@code int8}
   * @param samples that it was calibrated on, 0 where the scheme needs none
   * @param seed chose them
   * @param data SHA-256 of the dataset they come from; empty where there are none
   */
  record Quantized(String scheme, int samples, long seed, String data) implements Recipe {
    @Override
    public String text() {
      return "quantize " + scheme + (samples == 0 ? "" : ", " + plural(samples, "sample"));
    }
  }

  private static String plural(int n, String what) {
    return n + " " + what + (n == 1 ? "" : "s");
  }
}
