package cortado.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cortado.UserError;
import cortado.graph.UNet;
import cortado.tflite.TfliteWeights;
import cortado.workspace.Course;
import cortado.workspace.Recipe;
import cortado.workspace.SessionListener;
import cortado.workspace.Variant;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Training for int8 in a session. */
class AwareTest {
  private static final SessionListener SILENT = SessionListener.SILENT;
  private static final QuantizeRequest AWARE = QuantizeRequest.of("int8").aware(t -> t);

  @TempDir Path dir;

  private Session open() {
    Session session = Session.open(dir.resolve("ws"), Clock.systemUTC());
    if (session.variants().isEmpty()) {
      session.create(UNet.of(16, 1, List.of(4, 8)), "%model unet", 7, Optional.empty());
    }
    return session;
  }

  private TfliteWeights weights(Session session, Variant variant) {
    Path file = session.export(variant, dir.resolve(variant.name() + ".tflite"));
    return TfliteWeights.of(variant.tflite().orElseThrow(), file);
  }

  @Test
  void aSparseModelIsTrainedForInt8AndKeepsItsZeros() {
    try (Session session = open()) {
      session.data(TinyData.of(16));
      session.train(TrainRequest.of(4).withLearningRate(1e-2).as("base"), SILENT);
      Variant sparse = session.prune(PruneRequest.of(0.7).withEpochs(2), SILENT).get(0);
      Variant plain = session.quantize(QuantizeRequest.of("int8").from(sparse.name()), SILENT);
      Variant aware =
          session.quantize(
              AWARE.from(sparse.name()).aware(t -> t.withEpochs(3).withLearningRate(1e-3)), SILENT);

      assertThat(aware.name()).isEqualTo(sparse.name() + "-int8-aware");
      assertThat(aware.isQuantized()).isTrue();
      assertThat(aware.recipe().text())
          .isEqualTo("quantize int8 --aware, 24 samples, 3 epochs, learning rate 0.001");
      Course course = ((Recipe.QuantizedAware) aware.recipe()).course();
      assertThat(course.losses()).hasSize(3);
      assertThat(course.losses().get(2)).isLessThan(course.losses().get(0));
      assertThat(weights(session, aware).sparsity())
          .isGreaterThanOrEqualTo(sparse.sparsity())
          .isLessThan(weights(session, plain).sparsity() + 0.05);
      assertThatThrownBy(() -> session.exportSparse(aware, dir.resolve("sparse.tflite"), SILENT))
          .isInstanceOf(UserError.class)
          .hasMessageContaining("leave --sparse out");
    }
    try (Session again = open()) {
      assertThat(again.newest().recipe().text()).contains("--aware", "3 epochs");
      assertThatThrownBy(() -> again.train(TrainRequest.of(1), SILENT))
          .hasMessageContaining("is quantized");
    }
  }

  @Test
  void theSameRequestMakesTheSameBytes() throws Exception {
    try (Session session = open()) {
      session.data(TinyData.of(16));
      Variant a = session.quantize(AWARE.from("unet").as("a"), SILENT);
      Variant b = session.quantize(AWARE.from("unet").as("b"), SILENT);
      assertThat(a.recipe()).isEqualTo(b.recipe());
      assertThat(session.export(a, dir.resolve("a.tflite")))
          .hasSameBinaryContentAs(session.export(b, dir.resolve("b.tflite")));
      assertThat(Files.size(dir.resolve("a.tflite"))).isPositive();
    }
  }

  @Test
  void theBestEpochOnSamplesHeldOutIsKept() {
    try (Session session = open()) {
      session.data(TinyData.validated(16));
      Variant made =
          session.quantize(
              AWARE.aware(t -> t.withEpochs(6).withLearningRate(0.05).withPatience(2)), SILENT);
      Recipe.QuantizedAware recipe = (Recipe.QuantizedAware) made.recipe();
      assertThat(recipe.training().validated()).isTrue();
      double least = recipe.course().heldOut().stream().mapToDouble(d -> d).min().orElseThrow();
      assertThat(recipe.course().best()).hasValue(least);
    }
  }

  @Test
  void layersOfOtherSchemesAreTrainedAsTheyAre() {
    try (Session session = open()) {
      session.data(TinyData.of(16));
      Variant made =
          session.quantize(
              AWARE
                  .method(m -> m.withSkip(List.of("mask")).withIo("int8"))
                  .aware(t -> t.withEpochs(1)),
              SILENT);
      assertThat(made.recipe().text()).contains("--skip mask", "--aware");
      assertThat(made.error().orElseThrow().sqnrDb()).isGreaterThan(10);
    }
  }

  @Test
  void whatCannotBeTrainedIsRefused() {
    try (Session session = open()) {
      refused(() -> session.quantize(AWARE, SILENT), "%data");
      session.data(TinyData.of(16));
      refused(
          () -> session.quantize(QuantizeRequest.of("float16").aware(t -> t), SILENT),
          "Received: float16 --aware. Allowed: int8 --aware");
      refused(() -> AWARE.aware(t -> t.withEpochs(0)), "--epochs 0. Allowed: at least 1");
      assertThat(session.variants()).hasSize(1);
    }
  }

  private static void refused(
      org.assertj.core.api.ThrowableAssert.ThrowingCallable call, String why) {
    assertThatThrownBy(call).isInstanceOf(UserError.class).hasMessageContaining(why);
  }
}
