package cortado.prune.channels;

import static org.assertj.core.api.Assertions.assertThat;

import cortado.UserError;
import cortado.graph.Activation;
import cortado.graph.Graph;
import cortado.graph.Model;
import cortado.graph.NamedActivation;
import cortado.ops.Lowering;
import cortado.ops.Program;
import cortado.prune.Criterion;
import cortado.prune.Scope;
import cortado.prune.Sparsity;
import cortado.prune.channels.ChannelAxis.Use;
import cortado.tensor.Shape;
import cortado.tensor.Tensor;
import cortado.testing.Differences;
import cortado.tflite.NaiveExecution;
import java.util.List;
import java.util.Random;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** Networks without the channels that counted for nothing compute the same. */
class ChannelRemovalTest {
  private static final int NETWORKS = 200;
  private static final List<Criterion> CRITERIA =
      List.of(new Criterion.L1(), new Criterion.L2(), new Criterion.Random(5));

  /** Whatever the channels hold, if nothing that multiplies them reads it. */
  @Test
  void removingWhatNoLayerReadsChangesNothing() {
    List<Activation> any =
        List.of(Activation.RELU, Activation.SIGMOID, NamedActivation.SOFTPLUS, Activation.LINEAR);
    check(any, use -> use == Use.INPUT);
  }

  /** Channels that are zero themselves, as long as functions keep 0. */
  @Test
  void removingChannelsThatAreZeroChangesNothing() {
    List<Activation> keepZero =
        List.of(Activation.RELU, Activation.TANH, Activation.LINEAR, NamedActivation.ELU);
    check(keepZero, use -> use != Use.INPUT);
  }

  private static void check(List<Activation> activations, Predicate<Use> where) {
    int pruned = 0;
    for (int seed = 0; seed < NETWORKS; seed++) {
      Graph graph = RandomNetwork.of(seed, activations);
      Random random = new Random(seed);
      Model model = NetworkDraft.model(graph, random);
      ChannelPruning pruning;
      try {
        pruning = ChannelPruning.of(graph, List.of());
      } catch (UserError e) {
        continue;
      }
      Criterion criterion = CRITERIA.get(random.nextInt(CRITERIA.size()));
      Scope scope = random.nextBoolean() ? Scope.LAYER : Scope.GLOBAL;
      Sparsity share = new Sparsity(0.2 + 0.7 * random.nextDouble());
      ChannelRemoval removal = pruning.choose(model, share, criterion, scope);
      Model small = removal.apply(model);
      Tensor input = Tensor.of(Shape.of(1, 4, 4, 2), values(random, 32));

      List<Tensor> expected = run(Zeroed.of(model, pruning.groups(), removal, where), input);
      List<Tensor> actual = run(small, input);

      assertThat(actual).hasSameSizeAs(expected);
      for (int i = 0; i < actual.size(); i++) {
        assertThat(Differences.relative(expected.get(i), actual.get(i)))
            .as("seed " + seed + ", output " + i)
            .isLessThan(1e-5);
      }
      assertThat(small.weights().parameters())
          .as("seed " + seed)
          .isEqualTo(removal.parameters(model));
      pruned += removal.count() > 0 ? 1 : 0;
    }
    assertThat(pruned).as("networks that lost channels").isGreaterThan(NETWORKS * 3 / 4);
  }

  private static float[] values(Random random, int n) {
    float[] values = new float[n];
    for (int i = 0; i < n; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return values;
  }

  private static List<Tensor> run(Model model, Tensor input) {
    Program program = Lowering.lower(model);
    return NaiveExecution.run(program, List.of(input));
  }
}
