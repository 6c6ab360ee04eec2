package cortado.magic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cortado.UserError;
import cortado.data.Dataset;
import cortado.ops.ModelSummary;
import cortado.report.Cards;
import cortado.report.Chart;
import cortado.report.History;
import cortado.report.Results;
import cortado.report.SensitivityReport;
import cortado.session.SparseExport;
import cortado.tensor.Npy;
import cortado.tensor.Shape;
import cortado.tensor.Tensor;
import cortado.workspace.Variant;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The magics as a user types them, on a network small enough to train in a moment. */
final class MagicsTest {
  private static final String MODEL = "%model unet --filters 2,4 --size 16 --as tiny";
  private static final String DATA = "%data cells --train 8 --test 8 --size 16";

  @TempDir Path folder;
  private final RecordingConsole console = new RecordingConsole();
  private LazySession session;
  private Magics magics;

  @BeforeEach
  void open() {
    session = new LazySession(folder.resolve("workspace"));
    magics = new Magics(session);
  }

  @AfterEach
  void close() {
    session.close();
    assertThat(console.openBars).as("progress bars left open").isZero();
  }

  @Test
  void aWholeExperimentGivesValuesThatJavaCanUse() {
    assertThat(run(MODEL)).isInstanceOf(Variant.class);
    assertThat(run(DATA)).isInstanceOf(Dataset.class);
    Variant trained = (Variant) run("%train --epochs 1 --as trained");
    assertThat(trained.parent()).contains("tiny");
    var scan = (SensitivityReport) run("%sensitivity --sparsities 0.5,0.9 --samples 4");
    var some =
        (SensitivityReport)
            run("%sensitivity --sparsities 0.9 --samples 4 --only conv* --skip conv_4");
    assertThat(scan.table().columnNames()).containsExactly("layer", "parameters", "50 %", "90 %");
    assertThat(scan.chart().text()).contains("Loss of trained with one layer pruned");
    assertThat(some.table().stringColumn("layer").asList())
        .contains("conv_8")
        .doesNotContain("conv_4", "mask");
    List<?> sweep = (List<?>) run("%prune 0.5,0.75 --epochs 1");
    assertThat(sweep).hasSize(2);
    Variant int8 = (Variant) run("%quantize int8 --calibrate 4");
    assertThat(int8.isQuantized()).isTrue();

    Results measured = (Results) run("%measure --runs 2 --runtime tflite");

    assertThat(measured.rows()).hasSize(1);
    assertThat(measured.rows().get(0).status()).isEqualTo("ok");
    assertThat(measured.table().longColumn("rss_bytes").get(0)).isGreaterThan(10_000_000);
    assertThat(((History) run("%history " + int8.name())).variants())
        .extracting(Variant::name)
        .containsExactly("tiny", "trained", int8.parent().orElseThrow(), int8.name());
    assertThat(console.fractions).isNotEmpty().endsWith(1.0);
    assertThat(run("%plot size")).isInstanceOf(Chart.class);
  }

  @Test
  void kernelsShareValuesFromPruningToTheIntegerFile() {
    run(MODEL);
    run(DATA);
    run("%prune 0.5 --epochs 0");
    Variant shared = (Variant) run("%cluster 4 --epochs 1 --lr 0.001 --only conv* --skip conv_1");
    assertThat(shared.name()).isEqualTo("sparse50-cluster4");
    assertThat(shared.recipe().text()).isEqualTo("cluster 4 --only conv* --skip conv_1, 1 epoch");
    assertThat(Cards.of(shared).text()).contains("training loss", "compress better");
    ModelSummary layers = (ModelSummary) run("%summary");
    assertThat(layers.rows())
        .filteredOn(r -> r.values().isPresent())
        .isNotEmpty()
        .allMatch(r -> r.values().getAsInt() == 4 && r.layer().startsWith("conv"));
    assertThat(((ModelSummary) run("%summary tiny")).sharesValues()).isFalse();
    assertThat(((Variant) run("%quantize int8 --calibrate 4")).name())
        .isEqualTo("sparse50-cluster4-int8");

    assertThatThrownBy(() -> run("%cluster 4")).hasMessageContaining("cannot be clustered");
    assertThatThrownBy(() -> run("%cluster --from tiny")).hasMessageContaining("%cluster 16");
    assertThatThrownBy(() -> run("%cluster 300 --from tiny"))
        .hasMessageContaining("Received: 300. Allowed: a whole number from 2 to 256");
    assertThatThrownBy(() -> run("%cluster many --from tiny")).hasMessageContaining("many");
  }

  @Test
  void aNotebookBeginsAnewInASessionOfItsName() {
    run(MODEL);
    for (int time = 0; time < 2; time++) {
      assertThat((String) run("%fresh start")).contains("fresh");
      assertThat(session.get().variants()).isEmpty();
      run(MODEL); // the name is free, the second time, too
    }
    assertThat(folder.resolve("workspace/fresh/start/index.db")).exists();
    assertThat(folder.resolve("workspace/index.db")).exists();
    assertThatThrownBy(() -> run("%fresh ../elsewhere")).hasMessageContaining("letters, digits");
  }

  @Test
  void quantizationTrainsWhereItIsAskedTo() {
    run(MODEL);
    run(DATA);
    Variant aware = (Variant) run("%quantize int8 --aware --epochs 2 --lr 1e-3 --calibrate 4");

    assertThat(aware.name()).isEqualTo("tiny-int8-aware");
    assertThat(Cards.of(aware).text())
        .contains("--aware, 4 samples, 2 epochs, learning rate 0.001", "in epoch 2", "SQNR");
    assertThat(run("%plot curves")).isInstanceOf(Chart.class);
  }

  @Test
  void channelsAreRemovedAndTheTableShowsIt() {
    Variant tiny = (Variant) run(MODEL);
    run(DATA);
    Variant slim =
        (Variant)
            run("%prune 0.5 --granularity channel --scope global --criterion bn-scale --epochs 1");
    Results measured = (Results) run("%measure --all --runs 2 --runtime tflite");

    assertThat(slim.parameters()).isLessThan(tiny.parameters() / 2);
    assertThat(measured.table().longColumn("parameters").asList())
        .containsExactlyInAnyOrder(tiny.parameters(), slim.parameters());
    assertThat(measured.table().longColumn("file_bytes").min())
        .isLessThan(measured.table().longColumn("file_bytes").max());
  }

  @Test
  void zerosAreLeftOutOfAFileThatGetsSmallerAndWhatThatSavesIsSaid() throws Exception {
    run("%model unet --filters 8,16 --size 16 --as wide");
    run(DATA);
    run("%prune 0.9 --epochs 0");
    run("%quantize int8 --calibrate 4");
    run("%quantize dynamic --from sparse90");
    for (String variant : List.of("sparse90", "sparse90-int8")) {
      Path file = folder.resolve(variant + ".tflite");
      SparseExport made = (SparseExport) run("%export " + variant + " " + file + " --sparse");
      assertThat(made.sparse().bytes()).isEqualTo(Files.size(file));
      assertThat(made.sparse().bytes()).isLessThan(made.dense().bytes());
      assertThat(made.kernels()).isPositive();
      assertThat(Cards.of(made).text()).contains("gzip", "neither RAM nor time");
    }
    Path other = folder.resolve("other.tflite");
    assertThatThrownBy(() -> run("%export sparse90-dynamic " + other + " --sparse"))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("float32, float16 and int8");
    run(DATA + " --seed 8");
    assertThatThrownBy(() -> run("%export sparse90-int8 " + other + " --sparse"))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("was calibrated on other data");
    assertThat(other).doesNotExist();
  }

  @Test
  void aSizeIsReachedAndTheCardSaysWhatWasAsked() {
    Variant tiny = (Variant) run(MODEL);
    Variant slim = (Variant) run("%prune --params 2x --granularity channel --skip mask --epochs 0");

    assertThat(slim.name()).isEqualTo("slim2x");
    assertThat(slim.parameters()).isLessThanOrEqualTo(tiny.parameters() / 2);
    assertThat(Cards.of(slim).text())
        .contains("2x fewer parameters", "--skip mask", "parameters asked for", "at most ");
  }

  @Test
  void tableAndPlotWriteFiles() throws Exception {
    run(MODEL);
    run(DATA);
    run("%measure --runs 2 --runtime tflite");
    Path csv = folder.resolve("results.csv");
    Path png = folder.resolve("size.png");

    run("%table --csv " + csv);
    run("%plot size --out " + png);

    assertThat(Files.readString(csv))
        .startsWith(
            "variant,parent,recipe,runtime,format,file_bytes,gzip_bytes,parameters,nonzero,"
                + "sparsity,rss_bytes,rss_runtime_bytes,latency_median_ms,latency_p95_ms,threads,"
                + "loss,dice,iou,status\ntiny,");
    assertThat(Files.readAllBytes(png)).startsWith((byte) 0x89, (byte) 'P', (byte) 'N', (byte) 'G');
  }

  @Test
  void predictionsGoToAFileAndAgreeBetweenTheRuntimes() {
    run(MODEL);
    Path in = folder.resolve("in.npy");
    float[] ramp = new float[2 * 16 * 16];
    for (int i = 0; i < ramp.length; i++) {
      ramp[i] = i / (float) ramp.length;
    }
    Npy.write(in, Tensor.of(Shape.of(2, 16, 16, 1), ramp));
    Path out = folder.resolve("out.npy");

    Tensor lite = (Tensor) run("%predict " + in + " --runtime tflite");
    run("%predict " + in + " --out " + out + " --runtime tensorflow");

    float[] full = Npy.read(out).floats();
    assertThat(lite.floats()).hasSameSizeAs(full);
    for (int i = 0; i < full.length; i++) {
      assertThat(lite.floats()[i])
          .isCloseTo(full[i], org.assertj.core.api.Assertions.within(1e-5f));
    }
  }

  @Test
  void theExampleThatShipsIsThere() {
    run("%load --example cells");

    ModelSummary summary = (ModelSummary) run("%summary");

    assertThat(summary.parameters()).isGreaterThan(100_000);
    assertThat(((Variant) run("%load --example cells")).name()).isNotEqualTo("cells-unet");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "%nope | There is no magic %nope. Allowed: %load",
        "%prune 1.0 | The sparsity is out of range. Received: 1.0. Allowed: [0, 1). Next: %prune",
        "%prune 0.5 --bogus 3 | no such option or argument. Received: --bogus 3. Allowed: --epochs",
        "%prune 0.5 --epochs some | 'some' is not an int",
        "%prune 0.5 --granularity row | Received: row. Allowed: weight, channel",
        "%prune 0.6 --granularity 2:4 | Received: 0.6. Allowed: 0.5. Next: %prune 0.5 --granularity 2:4",
        "%prune | not said how far to prune. Allowed: SPARSITY",
        "%prune 0.5 --params 20x | 0.5 and --params 20x. Allowed: one of them",
        "%prune --params 20 x | Allowed: one of them",
        "%prune --params many | Received: many. Allowed: 20x (times fewer",
        "%prune --params 20x | Next: %prune --params 20x --granularity channel",
        "%prune 0.5 --granularity channel --min-channels 0 | --min-channels 0. Allowed: 1 and more",
        "%prune 0.5 --only nothing | Received: nothing. Allowed: conv",
        "%prune 0.5 --epochs 2 | Next: %data",
        "%prune 0.5 --criterion taylor | needs data: it looks at a loss. Received: --criterion taylor. Next: %data",
        "%prune 0.5 --scope sensitivity | needs data: it looks at a loss. Received: --scope sensitivity. Next: %data",
        "%prune 0.5 --scope sensitivity --granularity channel | Allowed: --scope layer, --scope global",
        "%quantize int8 | Next: %data",
        "%check --target tpu | Received: tpu. Allowed: cpu, edgetpu, microcontroller, gpu",
        "%check | --target",
        "%quantize int3 | Received: int3. Allowed:",
        "%quantize int8 --io int4 | Received: int4. Allowed: float, int8, uint8",
        "%quantize int8 --calibration max | Received: max. Allowed: min-max, average, percentile",
        "%quantize float16 --io uint8 | Next: %quantize int8 --io uint8",
        "%quantize float16 --layer conv2d | Received: conv2d. Allowed: PATTERN=SCHEME",
        "%quantize float16 --aware | Received: float16 --aware. Allowed: int8 --aware",
        "%quantize int8 --aware --epochs 0 | Received: --aware --epochs 0. Allowed: at least 1",
        "%quantize int8 --epochs 3 | with --aware only. Received: options of training without it",
        "%quantize int8 --correct bais | Received: bais. Allowed: equalize, bias",
        "%quantize dynamic --correct bias | Allowed: int8 --correct bias",
        "%quantize int8 --aware --correct bias | Allowed: one of them",
        "%quantize int8 --within loss>=2 | Received: loss>=2. Allowed: loss<=1.01x",
        "%quantize float16 --within loss<=2x | needs data with targets. Received: --within loss<=2x. Next: %data",
        "%quantize int8 --aware --within loss<=2x | Received: --aware --within loss<=2x. Allowed: one of them",
        "%quantize float16 --skip nothing | Received: nothing. Allowed: conv",
        "%load nowhere.h5 | There is no such file",
        "%load | either a file or an example",
        "%measure nobody | nobody",
        "%measure --runtime gpu | Received: gpu. Allowed: tensorflow, tflite",
        "%export tiny tiny.doc | .h5",
        "%export tiny tiny.h5 --sparse | Received: tiny.h5. Allowed: .tflite",
        "%export tiny tiny.tflite --sparse | zeros in kernels: 0 %. Next: %prune 0.8",
        "%plot | Next:",
        "%train --augment flip,shear | Received: shear. Allowed: flip, rotate, elastic. Next: --augment",
        "%train --loss hinge | Received: hinge. Allowed: focal-tversky",
        "%data nowhere --tile 8 | nowhere",
        "%model resnet | Received: resnet. Allowed: unet, vgg, vgg16",
        "%model unet --classes 3 | it makes masks",
        "%model vgg16 --size 16 | at least 32 x 32",
        "%load 'open | A quote is not closed",
      })
  void aMistakeIsOneLineThatSaysWhatToDoAndChangesNothing(String line, String message) {
    run(MODEL);

    assertThatThrownBy(() -> run(line))
        .isInstanceOf(UserError.class)
        .hasMessageContaining(message)
        .message()
        .doesNotContain("\n");

    assertThat(session.get().variants()).extracting(Variant::name).containsExactly("tiny");
    assertThat(console.fractions).isEmpty();
  }

  @Test
  void beforeAnyModelEveryMagicAsksForOne() {
    for (String line : List.of("%prune 0.5", "%quantize float16", "%measure", "%summary")) {
      assertThatThrownBy(() -> run(line))
          .as(line)
          .isInstanceOf(UserError.class)
          .hasMessageContaining("%load");
    }
  }

  @Test
  void theHistoryTellsHowTrainingSamplesWereVaried() {
    run(MODEL);
    run(DATA);

    run("%train --epochs 1 --augment rotate,flip --as turned");
    run("%prune 0.5 --epochs 1 --augment flip --as sparse");

    assertThat(session.get().history(Optional.of("sparse")))
        .extracting(v -> v.recipe().text())
        .endsWith("train, 1 epoch --augment flip,rotate", "prune 0.5, 1 epoch --augment flip");
  }

  @Test
  void anInterruptStopsTrainingAndKeepsNothing() {
    run(MODEL);
    run(DATA);
    Thread.currentThread().interrupt();

    assertThatThrownBy(() -> run("%train --epochs 1000")).isInstanceOf(CancellationException.class);

    assertThat(Thread.interrupted()).isFalse();
    assertThat(session.get().variants()).hasSize(1);
  }

  @Test
  void helpShowsOptionsWithTheirDefaults() {
    assertThat((String) run("%help prune"))
        .contains("%prune", "--epochs", "0.002 if not given", "%prune 0.1:0.8:0.1")
        .contains("--granularity", "weight, channel", "l1, l2, bn-scale, taylor, random");
    assertThat((String) run("%model --help")).contains("unet, vgg, vgg16", "138 million");
    assertThat((String) run("%help")).contains("%measure", "%quantize");
    assertThat(run("%prune --help")).isEqualTo(run("%help prune"));
    assertThat((String) run("%lsmagic")).contains("%load", "%export");
  }

  @Test
  void completionOffersMagicsOptionsAndValues() {
    run(MODEL);

    assertThat(completed("%pr")).containsExactly("%prune", "%predict");
    assertThat(completed("%prune 0.5 --sch")).containsExactly("--schedule");
    assertThat(completed("%prune 0.5 --schedule ")).contains("polynomial", "one-shot");
    assertThat(completed("%prune 0.5 --granularity ")).contains("weight", "channel");
    assertThat(completed("%prune --par")).containsExactly("--params");
    assertThat(completed("%prune 0.5 --on")).containsExactly("--only");
    assertThat(completed("%train --aug")).containsExactly("--augment");
    assertThat(completed("%prune 0.5 --augment "))
        .contains("flip", "rotate", "elastic", "flip,rotate,elastic");
    assertThat(completed("%prune 0.5 --scope ")).contains("layer", "global", "sensitivity");
    assertThat(completed("%prune 0.5 --criterion ")).contains("l1", "bn-scale", "taylor");
    assertThat(completed("%prune 0.5 --from ")).containsExactly("tiny");
    assertThat(completed("%measure ")).containsExactly("tiny");
    assertThat(completed("%quantize f")).containsExactly("float16");
    assertThat(completed("%check tiny --target ")).contains("edgetpu", "gpu");
    assertThat(completed("%quantize int8 --io "))
        .containsExactly("float", "int8", "uint8", "int16");
    assertThat(completed("%quantize int8 --calibration ")).contains("min-max", "entropy");
    assertThat(completed("%quantize int8 --layer ")).contains("*=float16", "mask=");
    assertThat(completed("%quantize int8 --layer mask=f")).contains("mask=float16");
    assertThat(completed("%prune 0.5 --skip ma")).containsExactly("mask");
    assertThat(completed("%prune 0.5 --only ")).contains("mask");
    assertThat(completed("%data ce")).contains("cells");
  }

  @Test
  void completionOffersFiles() throws Exception {
    Files.createFile(folder.resolve("model.h5"));
    Files.createDirectory(folder.resolve("models"));

    assertThat(completed("%load " + folder + "/mod"))
        .containsExactly(folder + "/model.h5", folder + "/models/");
  }

  private Object run(String line) {
    return magics.run(line, console);
  }

  private List<String> completed(String line) {
    return magics.complete(line, line.length()).candidates().stream()
        .map(Completion::text)
        .toList();
  }
}
