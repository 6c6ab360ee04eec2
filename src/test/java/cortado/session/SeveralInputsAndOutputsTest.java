package cortado.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import cortado.UserError;
import cortado.data.ArrayFiles;
import cortado.data.Dataset;
import cortado.data.NamedFile;
import cortado.data.TestSplit;
import cortado.tensor.NamedTensors;
import cortado.train.Loss;
import cortado.workspace.Measured;
import cortado.workspace.RuntimeId;
import cortado.workspace.SessionListener;
import cortado.workspace.Variant;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A model of two inputs and two outputs goes the whole way, with data from arrays. */
class SeveralInputsAndOutputsTest {
  private static final SessionListener SILENT = SessionListener.SILENT;
  private static final MeasureOptions QUICK =
      MeasureOptions.DEFAULT.withRuns(1, 3).withLoss(new Loss.BinaryCrossEntropy());

  @TempDir Path dir;
  private Session session;
  private Variant model;

  @BeforeEach
  void open() {
    TwoSided.write(dir);
    session = Session.open(dir.resolve("ws"), Clock.systemUTC());
    model = session.create(TwoSided.graph(), "two sided", 5, Optional.empty());
  }

  @AfterEach
  void close() {
    session.close();
  }

  private List<NamedFile> files(String... names) {
    return Stream.of(names)
        .map(n -> n.contains("=") ? n.split("=") : new String[] {"", n})
        .map(n -> new NamedFile(n[0], dir.resolve(n[1] + ".npy")))
        .toList();
  }

  private Dataset data(List<NamedFile> inputs, List<NamedFile> targets) {
    return session.data(ArrayFiles.of(inputs, targets).test(TestSplit.parse("64:79")).load());
  }

  @Test
  void trainPruneQuantizeAndMeasure() {
    // By name, in another order than the model's.
    data(files("narrow=narrow", "wide=wide"), files("signs=signs", "sum=sum"));
    Loss loss = new Loss.BinaryCrossEntropy();
    Variant trained =
        session.train(
            TrainRequest.of(60).withLearningRate(0.02).withLoss(loss).as("trained"), SILENT);
    Variant sparse =
        session.prune(PruneRequest.of(0.5).withEpochs(2).withLoss(loss), SILENT).get(0);
    Variant int8 = session.quantize(QuantizeRequest.of("int8"), SILENT);

    List<Measured> measured = session.measure(List.of(model, trained, sparse, int8), QUICK, SILENT);

    assertThat(measured).hasSize(7).extracting(m -> m.row().status()).containsOnly("ok");
    double before = measured.get(0).row().loss().orElseThrow();
    double after = measured.get(2).row().loss().orElseThrow();
    assertThat(measured.get(1).row().loss().orElseThrow()).isCloseTo(before, within(1e-5));
    assertThat(measured.get(3).row().loss().orElseThrow()).isCloseTo(after, within(1e-5));
    // Two outputs, so chance is 2 ln 2.
    assertThat(before).isGreaterThan(1.0);
    assertThat(after).isLessThan(0.8 * before);
    assertThat(measured.get(6).row().dice()).isPresent();
  }

  @Test
  void predictionsAgreeByNameAndByOrderOnBothRuntimes() {
    NamedTensors ordered = data(files("wide", "narrow"), List.of()).test().inputs();
    NamedTensors named = data(files("narrow=narrow", "wide=wide"), List.of()).test().inputs();

    NamedTensors full = session.predict(model, ordered, RuntimeId.TENSORFLOW);
    NamedTensors lite = session.predict(model, named, RuntimeId.TFLITE);

    assertThat(full.names()).containsExactly("sum", "signs");
    assertThat(full.get("signs").shape().dims()).containsExactly(16, 3);
    for (String output : full.names()) {
      assertThat(lite.get(output).floats())
          .containsExactly(full.get(output).floats(), within(1e-5f));
    }
  }

  @Test
  void withoutTargetsDataCalibratesAndTimesButDoesNotTrain() {
    data(files("wide", "narrow"), List.of());
    Variant int8 = session.quantize(QuantizeRequest.of("int8"), SILENT);
    Measured measured = session.measure(List.of(int8), QUICK, SILENT).get(0);
    assertThat(measured.row().status()).isEqualTo("ok");
    assertThat(measured.row().loss()).isEmpty();
    assertThatThrownBy(() -> session.train(TrainRequest.of(1).from(model.name()), SILENT))
        .isInstanceOf(UserError.class)
        .hasMessageContainingAll("no targets", "--targets");
  }

  @Test
  void dataThatDoesNotFitIsToldWithTheNamesOfTheModel() {
    data(files("wide"), files("sum"));
    assertFails("2 inputs (wide, narrow), the data 1");
    data(files("wide=wide", "slim=narrow"), files("sum"));
    assertFails("named wide, narrow, not wide, slim");
    data(files("narrow", "wide"), files("sum", "signs"));
    assertFails("(?, 5) for wide, not (?, 2)");
    data(files("wide", "narrow"), files("sum"));
    assertThatThrownBy(() -> session.train(TrainRequest.of(1), SILENT))
        .hasMessageContaining("2 outputs (sum, signs), the data 1");
    Measured measured = session.measure(List.of(model), QUICK.on(RuntimeId.TFLITE), SILENT).get(0);
    assertThat(measured.row().status()).startsWith("ok, but no loss: the model has 2 outputs");
  }

  private void assertFails(String message) {
    assertThatThrownBy(() -> session.quantize(QuantizeRequest.of("int8"), SILENT))
        .isInstanceOf(UserError.class)
        .hasMessageContaining(message);
  }
}
