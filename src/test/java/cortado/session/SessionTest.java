package cortado.session;

import static org.assertj.core.api.Assertions.assertThat;

import cortado.graph.Model;
import cortado.graph.UNet;
import cortado.graph.WeightSpec;
import cortado.keras.KerasReader;
import cortado.ops.Lowering;
import cortado.prune.Sparsity;
import cortado.tensor.Tensor;
import cortado.workspace.Measured;
import cortado.workspace.Recipe;
import cortado.workspace.RuntimeId;
import cortado.workspace.SessionListener;
import cortado.workspace.TableRow;
import cortado.workspace.Variant;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The main job on a tiny model: train, prune, quantize, measure, export, and start again. */
class SessionTest {
  private static final SessionListener SILENT = SessionListener.SILENT;

  @TempDir Path dir;

  private Session open() {
    return Session.open(dir.resolve("ws"), Clock.systemUTC());
  }

  static void requireZeros(Model model, double sparsity) {
    Lowering.specs(model.graph())
        .forEach(
            (id, spec) -> {
              if (spec.role() == WeightSpec.Role.KERNEL) {
                Tensor t = model.weights().get(id);
                int n = (int) t.shape().elements();
                assertThat(n - t.nonzero())
                    .as(id.toString())
                    .isEqualTo(new Sparsity(sparsity).zeros(n));
              }
            });
  }

  @Test
  void theMainJob() {
    List<TableRow> rows;
    try (Session session = open()) {
      session.create(UNet.of(16, 1, List.of(4, 8)), "%model unet", 7, Optional.empty());
      session.data(TinyData.of(16));
      List<Double> fractions = new ArrayList<>();
      Variant trained =
          session.train(TrainRequest.of(2).as("base"), (s, fraction, d) -> fractions.add(fraction));
      assertThat(fractions).isSorted().last().isEqualTo(1.0);
      assertThat(trained.name()).isEqualTo("base");
      assertThat(trained.model().weights()).isNotEqualTo(session.variant("unet").model().weights());

      List<Variant> sparse =
          session.prune(PruneRequest.of(Sparsity.parseSweep("0.5:0.8:0.3")).withEpochs(1), SILENT);
      assertThat(sparse).extracting(Variant::name).containsExactly("sparse50", "sparse80");
      assertThat(sparse).extracting(v -> v.parent().orElse("")).containsOnly("base");
      requireZeros(sparse.get(1).model(), 0.8);
      assertThat(sparse.get(1).nonzero()).isLessThan(trained.nonzero());

      Variant int8 = session.quantize(QuantizeRequest.of("int8").withSamples(8), SILENT);
      assertThat(int8.name()).isEqualTo("sparse80-int8");
      assertThat(int8.recipe().text()).isEqualTo("quantize int8, 8 samples");

      var quick = MeasureOptions.DEFAULT.withRuns(1, 5);
      List<Measured> measured = session.measure(List.of(sparse.get(1), int8), quick, SILENT);
      assertThat(measured).extracting(m -> m.measurement().status()).containsOnly("ok");
      assertThat(measured)
          .extracting(m -> m.runtime().id())
          .containsExactly("tensorflow", "tflite", "tflite");
      double dice = measured.get(0).evaluation().orElseThrow().dice();
      assertThat(measured.get(1).evaluation().orElseThrow().dice()).isCloseTo(dice, offset());
      assertThat(measured.get(2).file().bytes()).isLessThan(measured.get(1).file().bytes());
      rows = session.rows();
    }
    assertThat(rows).hasSize(6);
    TableRow first = rows.get(0);
    assertThat(first.status()).isEqualTo("not measured");
    try (Session again = open()) {
      assertThat(again.rows()).isEqualTo(rows);
      assertThat(again.measurements(again.newest()).get(0).measurement().environment().cores())
          .isPositive();
    }
  }

  private static org.assertj.core.data.Offset<Double> offset() {
    return org.assertj.core.data.Offset.offset(1e-3);
  }

  @Test
  void aPrunedModelIsExportedAndLoadedAgain() {
    try (Session session = open()) {
      session.create(UNet.of(16, 1, List.of(4, 8)), "%model unet", 7, Optional.empty());
      Variant sparse = session.prune(PruneRequest.of(0.8), SILENT).get(0);
      Path h5 = session.export(sparse, dir.resolve("my model.h5"));
      requireZeros(KerasReader.read(h5), 0.8);
      Variant loaded = session.load(h5, Optional.empty());
      assertThat(loaded.name()).isEqualTo("my_model");
      assertThat(loaded.model().weights().asMap()).isEqualTo(sparse.model().weights().asMap());
      assertThat(loaded.recipe()).isInstanceOf(Recipe.Loaded.class);
      assertThat(loaded.sparsity()).isEqualTo(sparse.sparsity());
    }
  }

  @Test
  void runtimesAgreeOnPredictions() {
    try (Session session = open()) {
      Variant v = session.create(UNet.of(16, 1, List.of(4, 8)), "%model unet", 7, Optional.empty());
      Tensor input = TinyData.of(16).train().inputs().only();
      float[] a = session.predict(v, input, RuntimeId.TENSORFLOW).floats();
      float[] b = session.predict(v, input, RuntimeId.TFLITE).floats();
      assertThat(a).hasSameSizeAs(input.floats());
      assertThat(b).containsExactly(a, org.assertj.core.data.Offset.offset(1e-4f));
    }
  }

  @Test
  void aVariantIsMeasuredWithoutDataAndWithDataThatDoesNotFit() {
    try (Session session = open()) {
      Variant v = session.create(UNet.of(16, 1, List.of(4, 8)), "%model unet", 7, Optional.empty());
      var options = MeasureOptions.DEFAULT.withRuns(0, 2).on(RuntimeId.TFLITE);
      Measured without = session.measure(List.of(v), options, SILENT).get(0);
      assertThat(without.row().status()).isEqualTo("ok");
      assertThat(without.row().loss()).isEmpty();
      session.data(TinyData.of(32));
      Measured misfit = session.measure(List.of(v), options, SILENT).get(0);
      assertThat(misfit.row().status()).startsWith("ok, but no loss: the model takes");
      assertThat(session.rows()).containsExactly(misfit.row());
    }
  }

  @Test
  void anExportIsReplaced() throws java.io.IOException {
    try (Session session = open()) {
      Variant v = session.create(UNet.of(16, 1, List.of(4, 8)), "%model unet", 7, Optional.empty());
      Path file = dir.resolve("model.tflite");
      Files.writeString(file, "old");
      session.export(v, file);
      assertThat(Files.size(file)).isGreaterThan(1000);
    }
  }
}
