package cortado.magic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cortado.UserError;
import cortado.data.Dataset;
import cortado.display.Renderer;
import cortado.graph.Activation;
import cortado.graph.Graph;
import cortado.graph.Layer;
import cortado.graph.Node;
import cortado.graph.Ref;
import cortado.tensor.NamedTensors;
import cortado.tensor.Npy;
import cortado.tensor.Shape;
import cortado.tensor.Tensor;
import cortado.train.Loss;
import cortado.workspace.Recipe;
import cortado.workspace.Variant;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipFile;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Arrays and images as data and as inputs, as a user types them. */
final class ArrayMagicsTest {
  @TempDir Path dir;
  private LazySession session;
  private Magics magics;

  @BeforeEach
  void open() {
    session = new LazySession(dir.resolve("workspace"));
    magics = new Magics(session);
    Npy.write(dir.resolve("a.npy"), Tensor.of(Shape.of(2, 3), 1, 2, 3, 4, 5, 6));
    Npy.write(dir.resolve("b.npy"), Tensor.of(Shape.of(2, 1), 7, 8));
  }

  @AfterEach
  void close() {
    session.close();
  }

  /** Gives {@code left} and {@code right} joined, and {@code left} through a dense layer. */
  private void twoSided() {
    Ref left = Ref.of("left");
    Ref right = Ref.of("right");
    Graph graph =
        new Graph(
            "two",
            List.of(
                new Node(new Layer.InputLayer("left", Shape.of(-1, 3)), 0, List.of()),
                new Node(new Layer.InputLayer("right", Shape.of(-1, 1)), 0, List.of()),
                new Node(new Layer.Concatenate("joined", -1), 0, List.of(left, right)),
                new Node(new Layer.Dense("score", 2, Activation.TANH, true), 0, List.of(left))),
            List.of(left, right),
            List.of(Ref.of("joined"), Ref.of("score")));
    session.get().create(graph, "two", 1, Optional.empty());
  }

  private Object run(String line) {
    return magics.run(line.replace("DIR", dir.toString()), new RecordingConsole());
  }

  @Test
  void severalInputsByNameGiveSeveralOutputsInOneFileOrInOneEach() throws IOException {
    twoSided();

    NamedTensors out =
        (NamedTensors)
            run("%predict right=DIR/b.npy left=DIR/a.npy --runtime tflite --out DIR/all.npz");
    run(
        "%predict DIR/a.npy DIR/b.npy --runtime tflite --out joined=DIR/j.npy --out score=DIR/s.npy");

    assertThat(out.get("joined").floats()).containsExactly(1, 2, 3, 7, 4, 5, 6, 8);
    assertThat(Npy.read(dir.resolve("j.npy"))).isEqualTo(out.get("joined"));
    assertThat(Npy.read(dir.resolve("s.npy"))).isEqualTo(out.get("score"));
    try (ZipFile zip = new ZipFile(dir.resolve("all.npz").toFile())) {
      byte[] joined = zip.getInputStream(zip.getEntry("joined.npy")).readAllBytes();
      assertThat(joined).isEqualTo(Files.readAllBytes(dir.resolve("j.npy")));
    }
  }

  @Test
  void arraysAreData() {
    Dataset data =
        (Dataset) run("%data --inputs left=DIR/a.npy right=DIR/b.npy --targets score=DIR/a.npy");

    assertThat(data.train().count()).isEqualTo(1);
    assertThat(data.test().inputs().names()).containsExactly("left", "right");
    assertThat(run(data.source())).isEqualTo(data);
  }

  @Test
  void aSmallVggLearnsToTellClasses() {
    float[] images = new float[24 * 8 * 8];
    float[] classes = new float[24];
    for (int i = 0; i < images.length; i++) {
      int bright = i / 64 % 2;
      images[i] = bright + (i % 7) / 7f;
      classes[i / 64] = bright;
    }
    Npy.write(dir.resolve("x.npy"), Tensor.of(Shape.of(24, 8, 8, 1), images));
    Npy.write(dir.resolve("y.npy"), Tensor.of(Shape.of(24, 1), classes));
    run("%data --inputs DIR/x.npy --targets DIR/y.npy --test 0.25");
    Variant fresh = (Variant) run("%model vgg --filters 4,8 --dense 8 --size 8");
    assertThat(fresh.recipe().text()).contains("--dense 8 --classes 2, seed 7");

    Recipe.Trained trained =
        (Recipe.Trained) ((Variant) run("%train --epochs 20 --lr 0.01")).recipe();

    assertThat(trained.training().loss()).isEqualTo(new Loss.SparseCategoricalCrossEntropy());
    assertThat(trained.course().losses().get(19)).isLessThan(0.2);
  }

  @Test
  void imagesAreInputsScaledAndStretched() throws IOException {
    run("%model unet --filters 2,4 --size 16 --as tiny");
    Path photos = Files.createDirectory(dir.resolve("photos"));
    for (int i = 1; i <= 2; i++) {
      BufferedImage image = new BufferedImage(32, 32, BufferedImage.TYPE_BYTE_GRAY);
      for (int p = 0; p < 32 * 32; p++) {
        image.getRaster().setSample(p % 32, p / 32, 0, 120 * i);
      }
      ImageIO.write(image, "png", photos.resolve(i + ".png").toFile());
    }
    float[] values = new float[2 * 16 * 16];
    java.util.Arrays.fill(values, 0, 256, 120 / 255f);
    java.util.Arrays.fill(values, 256, 512, 240 / 255f);
    Npy.write(dir.resolve("same.npy"), Tensor.of(Shape.of(2, 16, 16, 1), values));

    Tensor folder = (Tensor) run("%predict DIR/photos --runtime tflite");
    Tensor one = (Tensor) run("%predict DIR/photos/1.png --runtime tflite");

    assertThat(folder).isEqualTo(run("%predict DIR/same.npy --runtime tflite"));
    assertThat(one.floats()).isEqualTo(java.util.Arrays.copyOf(folder.floats(), 256));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "%predict DIR/a.npy | the model has 2 inputs (left, right), the data 1",
        "%predict DIR/a.npy DIR/b.npy --out DIR/o.npy | Next: --out outputs.npz",
        "%predict DIR/a.npy DIR/b.npy --out sum=DIR/o.npy | Allowed: joined, score",
        "%predict left=DIR/a.npy DIR/b.npy | Only some of the files",
        "%predict DIR | takes 2 inputs",
        "%data | either a folder, cells or --inputs",
        "%data cells --inputs DIR/a.npy | either a folder, cells or --inputs",
        "%data --inputs DIR/a.npy --tile 8 | taken as they are",
        "%data DIR --classes | --size 64",
        "%data DIR --classes --size 8 | too few classes",
        "%measure --loss hinge | Allowed: focal-tversky",
        "%data --inputs DIR/none.npy | There is no such file",
        "%data DIR --targets DIR/a.npy --tile 8 | --masks",
      })
  void mistakesSayWhatToDo(String line, String message) {
    twoSided();
    assertThatThrownBy(() -> run(line))
        .isInstanceOf(UserError.class)
        .hasMessageContaining(message)
        .message()
        .doesNotContain("\n");
  }

  @Test
  void aTfliteFileIsLoadedSummedUpAndRun() {
    twoSided();
    run("%quantize float16 --as half");
    run("%export half DIR/half.tflite");

    Variant loaded = (Variant) run("%load DIR/half.tflite --as foreign");
    NamedTensors out = (NamedTensors) run("%predict left=DIR/a.npy right=DIR/b.npy");

    assertThat(loaded.isForeign()).isTrue();
    assertThat(out.names()).containsExactly("joined", "score");
    assertThat(out.get("joined").floats()).containsExactly(1, 2, 3, 7, 4, 5, 6, 8);
    String summary = new Renderer().text(run("%summary foreign"));
    assertThat(summary)
        .contains("TFLite file foreign", "left float32 (", "CONCATENATION", "FULLY_CONNECTED")
        .contains("written by");
    assertThat(new Renderer().render(run("%summary")).data()).containsKey("text/html");
  }

  @Test
  void filesAreCompletedBehindTheirNames() {
    String line = "%predict left=" + dir + "/a";
    assertThat(magics.complete(line, line.length()).candidates())
        .extracting(Completion::text)
        .containsExactly("left=" + dir + "/a.npy");
  }
}
