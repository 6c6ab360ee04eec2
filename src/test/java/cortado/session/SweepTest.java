package cortado.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import cortado.UserError;
import cortado.data.Dataset;
import cortado.data.Samples;
import cortado.graph.Model;
import cortado.graph.UNet;
import cortado.prune.Granularity;
import cortado.prune.Sparsity;
import cortado.prune.WeightPruning;
import cortado.report.Cards;
import cortado.tensorflow.TensorFlowTrainer;
import cortado.train.Evaluator;
import cortado.train.LossGoal;
import cortado.train.Probe;
import cortado.workspace.Course;
import cortado.workspace.Recipe;
import cortado.workspace.RuntimeId;
import cortado.workspace.SessionListener;
import cortado.workspace.Variant;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sweeps that are interrupted, chained and ended early. */
class SweepTest {
  private static final SessionListener SILENT = SessionListener.SILENT;
  private static final PruneRequest SWEEP =
      PruneRequest.of(Sparsity.parseSweep("0.2:0.6:0.2")).withEpochs(1);

  @TempDir Path dir;

  private Session open(String workspace) {
    Session session = Session.open(dir.resolve(workspace), Clock.systemUTC());
    if (session.variants().isEmpty()) {
      session.create(UNet.of(16, 1, List.of(4, 8)), "%model unet", 7, Optional.empty());
    }
    session.data(TinyData.of(16));
    return session;
  }

  private static List<String> names(List<Variant> variants) {
    return variants.stream().map(Variant::name).toList();
  }

  private static void cancelAt(Session session, PruneRequest request, String stage) {
    SessionListener impatient =
        (s, fraction, detail) -> {
          if (s.equals(stage)) {
            throw new CancellationException();
          }
        };
    assertThatThrownBy(() -> session.prune(request, impatient))
        .isInstanceOf(CancellationException.class);
  }

  @Test
  void anInterruptedSweepGoesOnInAnotherSessionWhereItStopped() {
    try (Session session = open("ws")) {
      cancelAt(session, SWEEP, "prune sparse60");
      assertThat(names(session.variants())).containsExactly("unet", "sparse20", "sparse40");
    }
    List<String> trained = new ArrayList<>();
    try (Session again = open("ws")) {
      List<Variant> all =
          again.prune(
              SWEEP,
              (stage, f, detail) -> {
                if (detail.contains("epoch")) {
                  trained.add(stage);
                }
              });
      assertThat(names(all)).containsExactly("sparse20", "sparse40", "sparse60");
      assertThat(all).extracting(v -> v.parent().orElse("")).containsOnly("unet");
      assertThat(trained).containsOnly("prune sparse60");
      assertThat(again.variants()).hasSize(4);
      assertThat(names(again.prune(SWEEP, SILENT))).isEqualTo(names(all));
      assertThat(again.variants()).hasSize(4);
      try (Session whole = open("other")) {
        List<Variant> same = whole.prune(SWEEP, SILENT);
        for (int i = 0; i < 3; i++) {
          assertThat(all.get(i).model().weights()).isEqualTo(same.get(i).model().weights());
        }
      }
    }
  }

  @Test
  void anotherRequestIsMadeAnew() {
    try (Session session = open("ws")) {
      session.prune(SWEEP, SILENT);
      var other = SWEEP.from("unet").training(t -> t.withSeed(8));
      assertThat(names(session.prune(other, SILENT)))
          .containsExactly("sparse20-2", "sparse40-2", "sparse60-2");
      var named = PruneRequest.of(0.6).from("unet").withEpochs(1).as("mine");
      assertThat(names(session.prune(named, SILENT))).containsExactly("mine");
      assertThat(names(session.prune(named, SILENT))).containsExactly("mine");
    }
  }

  @Test
  void aChainStartsEachLevelFromTheOneBeforeAndGoesOnToo() {
    try (Session session = open("ws")) {
      PruneRequest chain = SWEEP.chained();
      cancelAt(session, chain, "prune sparse60");
      List<Variant> made = session.prune(chain, SILENT);
      assertThat(names(made)).containsExactly("sparse20", "sparse40", "sparse60");
      assertThat(made)
          .extracting(v -> v.parent().orElse(""))
          .containsExactly("unet", "sparse20", "sparse40");
      for (int i = 0; i < 3; i++) {
        SessionTest.requireZeros(made.get(i).model(), 0.2 * (i + 1));
      }
    }
  }

  @Test
  void fineTuningEndsWhenItIsGoodEnoughAndKeepsTheBestEpoch() {
    try (Session session = open("ws")) {
      session.train(TrainRequest.of(4).withLearningRate(1e-2).as("base"), SILENT);
      List<String> told = new ArrayList<>();
      var easy =
          PruneRequest.of(0.5).withEpochs(30).training(t -> t.until(LossGoal.parse("loss<=1.5x")));
      Variant quick = session.prune(easy, (s, f, detail) -> told.add(detail)).get(0);
      Recipe.Pruned recipe = (Recipe.Pruned) quick.recipe();
      assertThat(recipe.course().losses()).hasSizeLessThan(30);
      assertThat(recipe.course().kept()).isEqualTo(recipe.course().losses().size());
      assertThat(recipe.text()).matches("prune 0.5, \\d+ of 30 epochs");
      assertThat(recipe.training().heldOut()).isPositive();
      assertThat(told).anyMatch(t -> t.contains("asking the parent"));
      SessionTest.requireZeros(quick.model(), 0.5);

      var strict =
          PruneRequest.of(0.5)
              .from("base")
              .withEpochs(6)
              .training(t -> t.until(LossGoal.parse("loss<=0.000001")));
      Variant best = session.prune(strict, SILENT).get(0);
      Course course = ((Recipe.Pruned) best.recipe()).course();
      assertThat(course.losses()).hasSize(6);
      double least = course.heldOut().stream().mapToDouble(d -> d).min().orElseThrow();
      assertThat(course.best()).hasValue(least);
      SessionTest.requireZeros(best.model(), 0.5);
      assertThat(Cards.of(best).text())
          .contains("training loss")
          .contains("after epoch " + course.kept() + ", which was kept")
          .contains("Held out were 3 of the training samples");
    }
  }

  @Test
  void theValidationPartJudgesIfThereIsOne() {
    try (Session session = open("ws")) {
      Dataset validated = TinyData.validated(16);
      session.data(validated);
      var request = PruneRequest.of(0.5).withEpochs(2).training(t -> t.withPatience(2));
      Variant made = session.prune(request, SILENT).get(0);
      Recipe.Pruned recipe = (Recipe.Pruned) made.recipe();
      assertThat(recipe.training().validated()).isTrue();
      assertThat(recipe.training().heldOut()).isEqualTo(6);
      try (Probe probe = new TensorFlowTrainer().probe(made.model())) {
        Samples judges = validated.validation().orElseThrow();
        double now =
            Evaluator.evaluate(probe.predictor(), judges, recipe.training().loss(), 8).loss();
        assertThat(recipe.course().best().orElseThrow()).isCloseTo(now, within(1e-5));
      }
      assertThat(Cards.of(made).text()).contains("Judged by the 6 validation samples");
      assertThat(Cards.of(validated).text()).containsPattern("validation +6 samples");
    }
  }

  @Test
  void patienceEndsTrainingThatGetsNoBetter() {
    try (Session session = open("ws")) {
      var request =
          TrainRequest.of(50).training(t -> t.withLearningRate(0.3).withPatience(2)).as("wild");
      Course course = ((Recipe.Trained) session.train(request, SILENT).recipe()).course();
      assertThat(course.losses()).hasSizeLessThan(50).hasSize(course.kept() + 2);
    }
  }

  @Test
  void patternsAndBlocksStayExactWhileTrainedExportedAndLoadedAgain() {
    try (Session session = open("ws")) {
      for (String granularity : List.of("2:4", "4x1")) {
        var request =
            PruneRequest.of(0.5)
                .from("unet")
                .withEpochs(3)
                .method(m -> m.withGranularity(Granularity.named(granularity)));
        Variant made = session.prune(request, SILENT).get(0);
        Path file = session.export(made, dir.resolve("exact.keras"));
        Variant loaded = session.load(file, Optional.empty());
        var rule = WeightPruning.of(loaded.model().graph(), request.method(), 7);
        // The pattern of what is left is what is left: nothing more would be taken.
        Model again = rule.apply(loaded.model(), new Sparsity(0.5));
        assertThat(again.weights().asMap()).isEqualTo(loaded.model().weights().asMap());
        assertThat(loaded.sparsity()).isBetween(0.4, 0.51);
        assertThat(made.recipe().text()).isEqualTo("prune 0.5 in " + granularity + ", 3 epochs");
        assertThat(session.variant(made.name()).recipe()).isEqualTo(made.recipe());
      }
      assertThatThrownBy(
              () ->
                  session.prune(
                      PruneRequest.of(0.6)
                          .from("unet")
                          .method(m -> m.withGranularity(Granularity.named("2:4"))),
                      SILENT))
          .isInstanceOf(UserError.class)
          .hasMessageContaining("%prune 0.5 --granularity 2:4");
    }
  }

  @Test
  void whatAParentKnowsHelpsWithoutTargetsOfItsOwn() {
    try (Session session = open("ws")) {
      session.train(TrainRequest.of(8).withLearningRate(1e-2).as("base"), SILENT);
      PruneRequest one = PruneRequest.of(0.5).from("base").withEpochs(15);
      Variant plain = session.prune(one, SILENT).get(0);
      Variant taught = session.prune(one.training(t -> t.distilled(1)).as("taught"), SILENT).get(0);
      assertThat(((Recipe.Pruned) taught.recipe()).training().distillation()).isEqualTo(1);
      assertThat(distance(session, taught)).isLessThan(distance(session, plain));
    }
  }

  /** The mean of how far a variant's outputs are from the base's. */
  private static double distance(Session session, Variant v) {
    var inputs = TinyData.of(16).train().inputs().only();
    float[] a = session.predict(v, inputs, RuntimeId.TFLITE).floats();
    float[] b = session.predict(session.variant("base"), inputs, RuntimeId.TFLITE).floats();
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += Math.abs(a[i] - b[i]);
    }
    return sum / a.length;
  }

  @Test
  void whatCannotBeAskedForIsRefused() {
    for (String goal : List.of("loss<1.02x", "dice>=0.9", "loss<=0", "loss<=1.02xx", "")) {
      assertThatThrownBy(() -> LossGoal.parse(goal))
          .isInstanceOf(UserError.class)
          .hasMessageContaining("loss<=1.02x");
    }
    assertThatThrownBy(() -> SWEEP.training(t -> t.distilled(1.5)))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("1.5");
    assertThatThrownBy(() -> SWEEP.training(t -> t.withPatience(0)))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("at least 1 epoch");
  }
}
