package cortado.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cortado.UserError;
import cortado.data.ArrayFiles;
import cortado.data.ClassFolder;
import cortado.data.Dataset;
import cortado.data.NamedFile;
import cortado.data.TestSplit;
import cortado.graph.Activation;
import cortado.graph.Graph;
import cortado.graph.Layer;
import cortado.graph.Node;
import cortado.graph.Ref;
import cortado.graph.ShapeLayer;
import cortado.tensor.Npy;
import cortado.tensor.Shape;
import cortado.tensor.Tensor;
import cortado.train.Loss;
import cortado.train.Metric;
import cortado.workspace.Measured;
import cortado.workspace.Recipe;
import cortado.workspace.RuntimeId;
import cortado.workspace.SessionListener;
import cortado.workspace.TableRow;
import cortado.workspace.Variant;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Models that tell classes apart or compute quantities are trained, pruned and measured. */
class ClassesTest {
  private static final SessionListener SILENT = SessionListener.SILENT;
  private static final MeasureOptions QUICK = MeasureOptions.DEFAULT.withRuns(1, 2);

  @TempDir Path dir;

  private Session open() {
    return Session.open(dir.resolve("ws"), Clock.systemUTC());
  }

  /** Images of noise, which are dark, grey or bright. */
  private Path images() throws IOException {
    Random random = new Random(5);
    Path root = dir.resolve("classes");
    for (String name : List.of("bright", "dark", "grey")) {
      Path folder = Files.createDirectories(root.resolve(name));
      int base = name.equals("dark") ? 0 : name.equals("grey") ? 100 : 200;
      for (int i = 0; i < 20; i++) {
        BufferedImage image = new BufferedImage(8, 8, BufferedImage.TYPE_BYTE_GRAY);
        for (int p = 0; p < 64; p++) {
          image.getRaster().setSample(p % 8, p / 8, 0, base + random.nextInt(50));
        }
        ImageIO.write(image, "png", folder.resolve(i + ".png").toFile());
      }
    }
    return root;
  }

  private static Graph dense(Shape input, int units, Activation activation) {
    return new Graph(
        "net",
        List.of(
            new Node(new Layer.InputLayer("x", input), 0, List.of()),
            new Node(new ShapeLayer.Flatten("flat"), 0, List.of(Ref.of("x"))),
            new Node(
                new Layer.Dense("hidden", 16, Activation.RELU, true), 0, List.of(Ref.of("flat"))),
            new Node(new Layer.Dense("y", units, activation, true), 0, List.of(Ref.of("hidden")))),
        List.of(Ref.of("x")),
        List.of(Ref.of("y")));
  }

  @Test
  void aFolderOfEachClassTrainsAndTellsItsAccuracy() throws IOException {
    Dataset data =
        new ClassFolder(images(), 4, new TestSplit.Fraction(0.25), Optional.empty(), 7).load();
    assertThat(data.test().count()).isEqualTo(15);
    List<TableRow> rows;
    try (Session session = open()) {
      session.data(data);
      session.create(
          dense(Shape.of(Shape.UNKNOWN, 4, 4, 1), 3, Activation.SOFTMAX),
          "net",
          3,
          Optional.empty());
      Variant trained =
          session.train(TrainRequest.of(60).withLearningRate(0.01).as("trained"), SILENT);
      assertThat(((Recipe.Trained) trained.recipe()).training().loss())
          .isEqualTo(new Loss.SparseCategoricalCrossEntropy());
      Variant sparse = session.prune(PruneRequest.of(0.5).withEpochs(10), SILENT).get(0);
      Variant int8 = session.quantize(QuantizeRequest.of("int8"), SILENT);
      session.measure(List.of(trained, sparse, int8), QUICK.on(RuntimeId.TFLITE), SILENT);
      rows = session.rows();
    }
    assertThat(rows.subList(1, 4))
        .allSatisfy(
            r -> {
              assertThat(r.status()).isEqualTo("ok");
              assertThat(r.metrics().get(Metric.ACCURACY)).isGreaterThan(0.9);
              assertThat(r.dice()).isEmpty();
              assertThat(r.loss()).isPresent();
            });
    try (Session session = open()) {
      assertThat(session.rows()).isEqualTo(rows);
    }
  }

  @Test
  void otherNumbersAreQuantities() {
    Random random = new Random(2);
    float[] x = new float[200];
    float[] y = new float[100];
    for (int i = 0; i < 100; i++) {
      x[2 * i] = random.nextFloat();
      x[2 * i + 1] = random.nextFloat();
      y[i] = 3 * x[2 * i] - x[2 * i + 1];
    }
    Npy.write(dir.resolve("x.npy"), Tensor.of(Shape.of(100, 2), x));
    Npy.write(dir.resolve("y.npy"), Tensor.of(Shape.of(100), y));
    try (Session session = open()) {
      session.data(
          ArrayFiles.of(
                  List.of(NamedFile.parse(dir.resolve("x.npy").toString())),
                  List.of(NamedFile.parse(dir.resolve("y.npy").toString())))
              .load());
      session.create(
          dense(Shape.of(Shape.UNKNOWN, 2), 1, Activation.LINEAR), "net", 3, Optional.empty());
      Variant trained = session.train(TrainRequest.of(40).withLearningRate(0.02), SILENT);
      assertThat(((Recipe.Trained) trained.recipe()).training().loss())
          .isEqualTo(new Loss.MeanSquaredError());
      TableRow row =
          session.measure(List.of(trained), QUICK.on(RuntimeId.TFLITE), SILENT).get(0).row();
      assertThat(row.metrics().get(Metric.MAE)).isLessThan(0.3);
      assertThatThrownBy(
              () ->
                  session.train(
                      TrainRequest.of(1).withLoss(new Loss.SparseCategoricalCrossEntropy()),
                      SILENT))
          .isInstanceOf(UserError.class)
          .hasMessageContaining("one number for each class");
      Measured other =
          session
              .measure(
                  List.of(trained), QUICK.on(RuntimeId.TFLITE).withLoss(new Loss.Huber(1)), SILENT)
              .get(0);
      assertThat(other.row().loss().orElseThrow()).isLessThan(row.loss().orElseThrow());
    }
  }

  @Test
  void aFolderThatDoesNotHoldClassesIsRefused() throws IOException {
    Path root = images();
    fails(root.resolve("dark"), 4, "too few classes");
    fails(dir.resolve("none"), 4, "no such folder");
    fails(root, 0, "--size 0");
    Files.createDirectory(root.resolve("empty"));
    fails(root, 4, "no image in");
  }

  private static void fails(Path folder, int size, String says) {
    assertThatThrownBy(
            () ->
                new ClassFolder(folder, size, new TestSplit.Fraction(0.2), Optional.empty(), 7)
                    .load())
        .isInstanceOf(UserError.class)
        .hasMessageContaining(says);
  }
}
