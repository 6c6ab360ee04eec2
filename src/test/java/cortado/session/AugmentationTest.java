package cortado.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import cortado.UserError;
import cortado.data.Augmentation;
import cortado.data.Dataset;
import cortado.data.Samples;
import cortado.graph.Activation;
import cortado.graph.Graph;
import cortado.graph.Layer;
import cortado.graph.Node;
import cortado.graph.Ref;
import cortado.graph.ShapeLayer;
import cortado.graph.UNet;
import cortado.graph.Weights;
import cortado.tensor.Shape;
import cortado.tensor.Tensor;
import cortado.tensorflow.TensorFlowTrainer;
import cortado.train.Evaluator;
import cortado.train.Probe;
import cortado.workspace.Recipe;
import cortado.workspace.SessionListener;
import cortado.workspace.Variant;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Training and fine-tuning on samples that are flipped and turned. */
class AugmentationTest {
  private static final SessionListener SILENT = SessionListener.SILENT;
  private static final List<Augmentation> BOTH =
      List.of(Augmentation.ROTATE, Augmentation.FLIP, Augmentation.FLIP);

  @TempDir Path dir;

  private Session open(String workspace) {
    Session session = Session.open(dir.resolve(workspace), Clock.systemUTC());
    if (session.variants().isEmpty()) {
      session.create(UNet.of(16, 1, List.of(2, 4)), "%model unet", 7, Optional.empty());
    }
    session.data(TinyData.of(16));
    return session;
  }

  private static TrainRequest training(List<Augmentation> ways) {
    return TrainRequest.of(2).from("unet").training(t -> t.augmented(ways));
  }

  private static Weights weights(Session session, List<Augmentation> ways) {
    return session.train(training(ways), SILENT).model().weights();
  }

  @Test
  void theSameSeedMakesTheSameWeightsAndEachWayOthers() {
    Weights first;
    try (Session session = open("one")) {
      first = weights(session, BOTH);
      Weights plain = weights(session, List.of());
      Weights flipped = weights(session, List.of(Augmentation.FLIP));
      assertThat(first).isNotEqualTo(plain).isNotEqualTo(flipped);
      assertThat(flipped).isNotEqualTo(plain);
      var without = TrainRequest.of(2).from("unet");
      assertThat(session.train(without, SILENT).model().weights()).isEqualTo(plain);
    }
    try (Session session = open("two")) {
      assertThat(weights(session, BOTH)).isEqualTo(first);
    }
  }

  @Test
  void theRecipeSaysSoAndASweepGoesOnOnlyIfItIsTheSame() {
    Recipe recipe;
    try (Session session = open("ws")) {
      Variant trained = session.train(training(BOTH).as("turned"), SILENT);
      recipe = trained.recipe();
      assertThat(recipe.text()).isEqualTo("train, 2 epochs --augment flip,rotate");
      assertThat(((Recipe.Trained) recipe).training().augment())
          .containsExactly(Augmentation.FLIP, Augmentation.ROTATE);
    }
    try (Session again = open("ws")) {
      assertThat(again.variant("turned").recipe()).isEqualTo(recipe);
      var flipped =
          PruneRequest.of(0.5)
              .from("turned")
              .withEpochs(1)
              .training(t -> t.augmented(List.of(Augmentation.FLIP)));
      Variant made = again.prune(flipped, SILENT).get(0);
      assertThat(made.recipe().text()).isEqualTo("prune 0.5, 1 epoch --augment flip");
      SessionTest.requireZeros(made.model(), 0.5);
      assertThat(again.prune(flipped, SILENT).get(0).name()).isEqualTo(made.name());
      var plain = flipped.training(t -> t.augmented(List.of()));
      assertThat(again.prune(plain, SILENT).get(0).name()).isEqualTo(made.name() + "-2");
    }
  }

  @Test
  void whatJudgesEpochsStaysAsItIs() {
    try (Session session = open("ws")) {
      Samples judges = TinyData.validated(16).validation().orElseThrow();
      session.data(TinyData.validated(16));
      Variant made = session.train(training(BOTH).training(t -> t.withPatience(2)), SILENT);
      Recipe.Trained recipe = (Recipe.Trained) made.recipe();
      try (Probe probe = new TensorFlowTrainer().probe(made.model())) {
        double now =
            Evaluator.evaluate(probe.predictor(), judges, recipe.training().loss(), 8).loss();
        assertThat(recipe.course().best().orElseThrow()).isCloseTo(now, within(1e-5));
      }
    }
  }

  private static Graph classifier(Shape input) {
    return new Graph(
        "net",
        List.of(
            new Node(new Layer.InputLayer("x", input), 0, List.of()),
            new Node(new ShapeLayer.Flatten("flat"), 0, List.of(Ref.of("x"))),
            new Node(
                new Layer.Dense("y", 1, Activation.SIGMOID, true), 0, List.of(Ref.of("flat")))),
        List.of(Ref.of("x")),
        List.of(Ref.of("y")));
  }

  @Test
  void imagesThatAreNotSquareMayBeFlippedButNotRotated() {
    try (Session session = open("ws")) {
      session.create(
          classifier(Shape.of(Shape.UNKNOWN, 4, 8, 1)), "net", 7, Optional.of("classes"));
      Samples samples =
          new Samples(
              Tensor.of(Shape.of(2, 4, 8, 1), new float[64]), Tensor.of(Shape.of(2, 1), 0, 1));
      session.data(Dataset.of("%data wide", samples, samples));
      assertThatThrownBy(() -> session.train(training(BOTH).from("classes"), SILENT))
          .isInstanceOf(UserError.class)
          .hasMessageContaining("Only squares can be rotated")
          .hasMessageContaining("(?, 4, 8, 1)")
          .hasMessageContaining("--augment flip");
      assertThat(session.variants()).hasSize(2);
      session.train(training(List.of(Augmentation.FLIP)).from("classes").as("flipped"), SILENT);
      assertThat(session.newest().recipe().text()).isEqualTo("train, 2 epochs --augment flip");
    }
  }
}
