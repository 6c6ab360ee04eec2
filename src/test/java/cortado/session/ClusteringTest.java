package cortado.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cortado.UserError;
import cortado.graph.UNet;
import cortado.graph.WeightId;
import cortado.measure.FileSize;
import cortado.ops.Lowering;
import cortado.tensor.DistinctValues;
import cortado.tensor.Tensor;
import cortado.tflite.TensorType;
import cortado.tflite.TfliteFile;
import cortado.tflite.TfliteWeights;
import cortado.workspace.Course;
import cortado.workspace.Recipe;
import cortado.workspace.Variant;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Kernels that share a few values, in a session. */
class ClusteringTest extends TinySession {
  ClusteringTest() {
    super(4, 8);
  }

  /** The numbers of different values of the kernels, by layer; 0 for many. */
  private static Map<String, Integer> values(Variant v) {
    Map<String, Integer> values = new TreeMap<>();
    for (WeightId id : Lowering.kernels(v.model().graph())) {
      values.put(id.layer(), DistinctValues.of(v.model().weights().get(id)).orElse(0));
    }
    return values;
  }

  private Variant sparse() {
    return session.prune(PruneRequest.of(0.7).from("unet").withEpochs(0), SILENT).get(0);
  }

  @Test
  void eachKernelHasSoManyValuesAndItsZeros() {
    Variant sparse = sparse();
    Variant made = session.cluster(ClusterRequest.of(6).withEpochs(0), SILENT);

    assertThat(made.name()).isEqualTo("sparse70-cluster6");
    assertThat(made.parent()).hasValue("sparse70");
    assertThat(made.recipe().text()).isEqualTo("cluster 6, no fine-tuning");
    assertThat(made.line())
        .startsWith("%cluster 6 --epochs 0 ")
        .endsWith("--from sparse70 --as sparse70-cluster6");
    assertThat(values(made).values()).allMatch(n -> n > 1 && n <= 6).contains(6);
    assertThat(made.sparsity()).isEqualTo(sparse.sparsity());
    for (WeightId id : Lowering.kernels(made.model().graph())) {
      float[] before = sparse.model().weights().get(id).floats();
      float[] after = made.model().weights().get(id).floats();
      for (int i = 0; i < before.length; i++) {
        assertThat(after[i] == 0).as("%s", id).isEqualTo(before[i] == 0);
      }
    }
  }

  @Test
  void trainingChangesTheValuesAndNeitherWhoSharesThemNorTheZeros() {
    sparse();
    ClusterRequest request =
        ClusterRequest.of(8)
            .from("sparse70")
            .method(m -> m.withSkip(List.of("conv_4")))
            .training(t -> t.withLearningRate(1e-2));
    Variant plain = session.cluster(request.withEpochs(0).as("plain"), SILENT);
    Variant tuned = session.cluster(request.withEpochs(3).as("tuned"), SILENT);

    assertThat(tuned.recipe().text()).isEqualTo("cluster 8 --skip conv_4, 3 epochs");
    assertThat(tuned.recipe().data()).isNotEmpty();
    Course course = ((Recipe.Clustered) tuned.recipe()).course();
    assertThat(course.losses()).hasSize(3);
    assertThat(course.losses().get(2)).isLessThan(course.losses().get(0));
    assertThat(values(tuned)).containsEntry("conv_4", 44).containsEntry("conv_8", 8);
    for (WeightId id : Lowering.kernels(tuned.model().graph())) {
      Tensor before = plain.model().weights().get(id);
      Tensor after = tuned.model().weights().get(id);
      assertThat(after).isNotEqualTo(before);
      assertThat(after.nonzero()).isEqualTo(before.nonzero());
      if (!id.layer().equals("conv_4")) {
        Map<Float, Float> became = new TreeMap<>();
        for (int i = 0; i < before.elements(); i++) {
          Float value = after.floats()[i];
          assertThat(became.merge(before.floats()[i], value, (a, b) -> a)).isEqualTo(value);
        }
        assertThat(became).containsEntry(0f, 0f);
      }
    }
    Variant again = session.cluster(request.withEpochs(3).as("again"), SILENT);
    assertThat(again.model().weights()).isEqualTo(tuned.model().weights());
    assertThat(again.recipe()).isEqualTo(tuned.recipe());
  }

  @Test
  void moreTrainingKeepsZerosAndWhatIsShared() {
    Variant sparse = sparse();
    Variant trained = session.train(TrainRequest.of(2).from("sparse70").as("more"), SILENT);
    assertThat(trained.model().weights()).isNotEqualTo(sparse.model().weights());
    assertThat(trained.sparsity()).isEqualTo(sparse.sparsity()).isGreaterThan(0.6);

    session.cluster(ClusterRequest.of(6).from("sparse70").withEpochs(0).as("shared"), SILENT);
    Variant shared = session.train(TrainRequest.of(2).from("shared").as("tuned"), SILENT);
    assertThat(values(shared).values()).allMatch(n -> n <= 6);
    assertThat(shared.sparsity()).isEqualTo(sparse.sparsity());
    assertThat(shared.model().weights()).isNotEqualTo(session.variant("shared").model().weights());
  }

  @Test
  void theFileIsAsLargeAndCompressesBetter() throws Exception {
    session.train(TrainRequest.of(1).as("base"), SILENT);
    session.cluster(ClusterRequest.of(8).withEpochs(0).as("shared"), SILENT);
    Path before = tflite("base");
    Path after = tflite("shared");

    assertThat(Files.size(after)).isBetween(Files.size(before) - 64, Files.size(before) + 64);
    assertThat(gzipped(after)).isLessThan(gzipped(before) * 3 / 4);
  }

  @Test
  void trainingForInt8KeepsWhatIsShared() throws Exception {
    sparse();
    session.cluster(ClusterRequest.of(4).withEpochs(0).as("shared"), SILENT);
    QuantizeRequest aware = QuantizeRequest.of("int8").aware(t -> t.withEpochs(2));
    session.quantize(aware.from("shared").as("few"), SILENT);
    session.train(TrainRequest.of(1).from("shared").as("trained"), SILENT);
    session.quantize(aware.from("trained").as("later"), SILENT);
    session.quantize(aware.from("sparse70").as("many"), SILENT);

    assertThat(mostCodesOfAChannel("few")).isBetween(3, 4);
    assertThat(mostCodesOfAChannel("later")).isBetween(3, 4);
    assertThat(mostCodesOfAChannel("many")).isGreaterThan(8);
    assertThat(TfliteWeights.of(TfliteFile.read(tflite("few")), tflite("few")).sparsity())
        .isGreaterThanOrEqualTo(session.variant("shared").sparsity() - 0.01);
  }

  /** Each channel of a kernel has a scale of its own, so that codes differ between them. */
  private int mostCodesOfAChannel(String variant) throws IOException {
    Path file = tflite(variant);
    byte[] bytes = Files.readAllBytes(file);
    int most = 0;
    for (TfliteFile.TensorEntry t : TfliteFile.read(file).main().tensors()) {
      if (t.isConstant() && t.type() == TensorType.INT8 && t.codes().scales().size() > 1) {
        int channel = (int) t.dataBytes() / t.codes().scales().size();
        for (int c = 0; c < t.codes().scales().size(); c++) {
          Set<Byte> codes = new HashSet<>();
          for (int i = 0; i < channel; i++) {
            codes.add(bytes[(int) t.dataAt() + c * channel + i]);
          }
          most = Math.max(most, codes.size());
        }
      }
    }
    return most;
  }

  private Path tflite(String variant) {
    return session.export(session.variant(variant), dir.resolve(variant + ".tflite"));
  }

  private static long gzipped(Path file) {
    return FileSize.of(file).gzipBytes();
  }

  @Test
  void aNewSessionKnowsHowItWasMade() {
    Variant made = session.cluster(ClusterRequest.of(4), SILENT);
    String line = made.line();
    session.close();
    session = Session.open(dir.resolve("ws"), Clock.systemUTC());
    assertThat(session.newest().recipe()).isEqualTo(made.recipe());
    assertThat(session.newest().line()).isEqualTo(line).contains("--epochs 2", "--lr 0.001");
  }

  @Test
  void whatCannotBeClusteredIsSaid() {
    for (int wrong : new int[] {-1, 0, 1, 257}) {
      assertThatThrownBy(() -> ClusterRequest.of(wrong))
          .isInstanceOf(UserError.class)
          .hasMessageContaining("Received: " + wrong)
          .hasMessageContaining("from 2 to 256");
    }
    refused(ClusterRequest.of(4).method(m -> m.withSkip(List.of("*"))), "No kernel is left");
    refused(ClusterRequest.of(4).method(m -> m.withOnly(List.of("nosuch"))), "nosuch");
    refused(ClusterRequest.of(4).as("unet"), "unet");
    Session bare = Session.open(dir.resolve("bare"), Clock.systemUTC());
    try (bare) {
      bare.create(UNet.of(16, 1, List.of(4, 8)), "%model unet", 7, Optional.empty());
      assertThat(bare.cluster(ClusterRequest.of(4), SILENT).recipe().text())
          .isEqualTo("cluster 4, no fine-tuning");
      assertThatThrownBy(() -> bare.cluster(ClusterRequest.of(4).withEpochs(1), SILENT))
          .hasMessageContaining("Fine-tuning needs data");
    }
    session.quantize(QuantizeRequest.of("float16"), SILENT);
    refused(ClusterRequest.of(4), "is quantized");
    assertThat(session.variants()).hasSize(2);
  }

  private void refused(ClusterRequest request, String why) {
    assertThatThrownBy(() -> session.cluster(request, SILENT))
        .isInstanceOf(UserError.class)
        .hasMessageContaining(why);
  }
}
