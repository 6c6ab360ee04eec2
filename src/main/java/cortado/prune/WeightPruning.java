package cortado.prune;

import cortado.UserError;
import cortado.graph.Graph;
import cortado.graph.LayerSelection;
import cortado.graph.Model;
import cortado.graph.WeightId;
import cortado.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Takes the weights that matter least out of a model (Han et al., 2015): of kernels of convolutions
 * and dense layers, never of biases or normalization.
 *
 * @param weights the kernels to prune, in the order of the layers
 * @param granularity of what becomes zero together; not channels
 * @param scope where the least are sought
 * @param criterion what tells how much a weight matters; not of channels
 * @param tolerances of the kernels, once they were measured, where the scope asks for them
 */
public record WeightPruning(
    List<WeightId> weights,
    Granularity granularity,
    Scope scope,
    Criterion criterion,
    Optional<Tolerances> tolerances) {
  /**
   * @throws UserError if the criterion is about channels only
   */
  public WeightPruning {
    weights = List.copyOf(weights);
    if (criterion instanceof Criterion.BatchNormScale) {
      throw UserError.because("This criterion tells how much channels matter, not weights")
          .received(criterion.id())
          .allowed("l1, l2, taylor, random")
          .next("--granularity channel");
    }
  }

  /** Pruning by magnitude, in each kernel by itself. */
  public WeightPruning(List<WeightId> weights) {
    this(weights, Granularity.WEIGHT, Scope.LAYER, new Criterion.L1(), Optional.empty());
  }

  /**
   * Pruning of the kernels of some layers by magnitude, in each by itself.
   *
   * @throws UserError if a pattern meets no layer with a kernel, or nothing is left to prune
   */
  public static WeightPruning of(Graph graph, LayerSelection layers) {
    return new WeightPruning(Kernels.of(graph, layers));
  }

  /**
   * Pruning of a model's kernels by a method.
   *
   * @param seed of a criterion of chance
   * @throws UserError if the method does not suit the model, or weights at all
   */
  public static WeightPruning of(Graph graph, PruningMethod method, long seed) {
    return of(graph, method, Criterion.named(method.criterion(), seed));
  }

  /**
   * Pruning of a model's kernels by a method.
   *
   * @param criterion that the method names
   * @throws UserError if the method does not suit the model, or weights at all
   */
  public static WeightPruning of(Graph graph, PruningMethod method, Criterion criterion) {
    List<WeightId> kernels = Kernels.of(graph, method.layers());
    return new WeightPruning(
        kernels, method.granularity(), method.scope(), criterion, Optional.empty());
  }

  /** The same with what the kernels tolerate. */
  public WeightPruning within(Tolerances measured) {
    return new WeightPruning(weights, granularity, scope, criterion, Optional.of(measured));
  }

  /** The same of some kernels, in each by itself. */
  public WeightPruning alone(List<WeightId> kernels) {
    return new WeightPruning(kernels, granularity, Scope.LAYER, criterion, Optional.empty());
  }

  /**
   * The model with exactly the asked-for number of weights, or blocks, at zero: in each kernel, or
   * in all together. The kernels are computed when they are read; that one which is not a number
   * cannot be pruned is a {@link UserError} then.
   */
  public Model apply(Model model, Sparsity sparsity) {
    Map<WeightId, Supplier<Taken>> taken = taken(sparsity, model.weights()::get);
    Map<WeightId, Tensor> pruned = new LinkedHashMap<>();
    for (WeightId id : weights) {
      Tensor weight = model.weights().get(id);
      pruned.put(
          id,
          Tensor.computed(
              weight.shape(),
              (from, count, into, at) -> {
                Taken t = taken.get(id).get();
                weight.readFloats(from, count, into, at);
                t.apply(from, count, into, at);
              }));
    }
    return model.withWeights(model.weights().with(pruned));
  }

  /**
   * A mask for each kernel: 0 takes a weight out, 1 keeps it.
   *
   * @throws UserError if a weight is not a number
   */
  public Map<WeightId, Tensor> masks(Sparsity sparsity, Function<WeightId, Tensor> present) {
    Map<WeightId, Tensor> read = new LinkedHashMap<>();
    weights.forEach(id -> read.put(id, present.apply(id)));
    Map<WeightId, Supplier<Taken>> taken = taken(sparsity, read::get);
    Map<WeightId, Tensor> masks = new LinkedHashMap<>();
    for (WeightId id : weights) {
      masks.put(id, taken.get(id).get().mask(read.get(id)));
    }
    return masks;
  }

  private Map<WeightId, Supplier<Taken>> taken(
      Sparsity sparsity, Function<WeightId, Tensor> kernels) {
    Map<WeightId, Supplier<Taken>> taken = new LinkedHashMap<>();
    WeightScores scores = new WeightScores(granularity, criterion);
    if (scope != Scope.LAYER && !(granularity instanceof Granularity.NOfM)) {
      Supplier<Map<WeightId, Taken>> all = Once.of(() -> inAll(scores, sparsity, kernels));
      weights.forEach(id -> taken.put(id, () -> all.get().get(id)));
      return taken;
    }
    for (WeightId id : weights) {
      taken.put(
          id, Once.of(() -> naming(id, () -> inOne(scores, id, kernels.apply(id), sparsity))));
    }
    return taken;
  }

  private Taken inOne(WeightScores scores, WeightId id, Tensor kernel, Sparsity sparsity) {
    Tensor values = scores.of(id, kernel);
    if (granularity instanceof Granularity.NOfM pattern) {
      return new Taken.Chosen(NOfM.taken(values, pattern), e -> e);
    }
    return least(kernel, values, MagnitudeCut.of(values, sparsity));
  }

  private Map<WeightId, Taken> inAll(
      WeightScores scores, Sparsity sparsity, Function<WeightId, Tensor> kernels) {
    List<Tensor> values =
        weights.stream().map(id -> naming(id, () -> scores.of(id, kernels.apply(id)))).toList();
    long units = values.stream().mapToLong(Tensor::elements).sum();
    long zeros = sparsity.zeros(units);
    List<MagnitudeCut> cuts =
        scope == Scope.GLOBAL
            ? naming(weights.get(0), () -> MagnitudeCut.of(values, zeros))
            : tolerated(zeros, values, kernels);
    Map<WeightId, Taken> taken = new LinkedHashMap<>();
    for (int i = 0; i < cuts.size(); i++) {
      WeightId id = weights.get(i);
      taken.put(id, least(kernels.apply(id), values.get(i), cuts.get(i)));
    }
    return taken;
  }

  private List<MagnitudeCut> tolerated(
      long zeros, List<Tensor> values, Function<WeightId, Tensor> present) {
    List<Tolerances.Kernel> kernels = new ArrayList<>();
    for (WeightId id : weights) {
      Tensor units = new WeightScores(granularity, new Criterion.L1()).of(id, present.apply(id));
      kernels.add(new Tolerances.Kernel(id, units.elements(), units.elements() - units.nonzero()));
    }
    Map<WeightId, Long> each = tolerances.orElseThrow().zeros(zeros, kernels);
    List<MagnitudeCut> cuts = new ArrayList<>();
    for (int i = 0; i < values.size(); i++) {
      WeightId id = weights.get(i);
      List<Tensor> one = List.of(values.get(i));
      cuts.add(naming(id, () -> MagnitudeCut.of(one, each.get(id)).get(0)));
    }
    return cuts;
  }

  private Taken least(Tensor kernel, Tensor scores, MagnitudeCut cut) {
    if (scores == kernel) {
      return new Taken.Least(cut); // needs no list
    }
    return granularity instanceof Granularity.Block b
        ? Taken.of(scores, cut, KernelBlocks.of(b, kernel.shape())::of)
        : Taken.of(scores, cut, e -> e);
  }

  private static <T> T naming(WeightId id, Supplier<T> work) {
    try {
      return work.get();
    } catch (IllegalArgumentException e) {
      throw UserError.because("The weight " + id + " cannot be pruned: " + e.getMessage(), e)
          .next("train with a smaller learning rate");
    }
  }

  /** The share of zeros in the kernels that this prunes. */
  public double sparsity(Model model) {
    long zeros = 0;
    long elements = 0;
    for (WeightId id : weights) {
      Tensor t = model.weights().get(id);
      elements += t.shape().elements();
      zeros += t.shape().elements() - t.nonzero();
    }
    return (double) zeros / elements;
  }

  /** Pruning while training goes on. */
  public Scheduled during(Schedule schedule) {
    return new Scheduled(this, schedule);
  }

  /**
   * Makes masks at the steps of a schedule, from the weights as they are then; n:m patterns are
   * whole from the first.
   */
  public record Scheduled(WeightPruning pruning, Schedule schedule) {
    /**
     * The masks that change before a step; empty if none does. It has the form of a hook of
     * training.
     *
     * @param step from 0
     * @param present reads the present value of a weight
     */
    public Map<WeightId, Tensor> masksAt(int step, Function<WeightId, Tensor> present) {
      return schedule.updatesAt(step)
          ? pruning.masks(schedule.sparsityAt(step), present)
          : Map.of();
    }
  }
}
