package cortado.prune;

import cortado.UserError;
import cortado.graph.Graph;
import cortado.graph.LayerPattern;
import cortado.graph.Model;
import cortado.graph.WeightId;
import cortado.graph.WeightSpec;
import cortado.ops.Lowering;
import cortado.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Takes the smallest weights out of a model, in each kernel by itself (Han et al., 2015): kernels
 * of convolutions and dense layers, never biases or normalization.
 *
 * @param weights the kernels to prune, in the order of the layers
 */
public record MagnitudePruning(List<WeightId> weights) {
  public MagnitudePruning {
    weights = List.copyOf(weights);
  }

  /**
   * Pruning of all kernels of a model.
   *
   * @param skip patterns of the names of layers that stay whole, see {@link LayerPattern}
   * @throws UserError if a pattern meets no layer with a kernel, or nothing is left to prune
   */
  public static MagnitudePruning of(Graph graph, List<LayerPattern> skip) {
    List<WeightId> kernels = new ArrayList<>();
    Lowering.specs(graph)
        .forEach(
            (id, spec) -> {
              if (spec.role() == WeightSpec.Role.KERNEL) {
                kernels.add(id);
              }
            });
    List<String> layers = kernels.stream().map(WeightId::layer).toList();
    for (LayerPattern pattern : skip) {
      if (layers.stream().noneMatch(pattern::matches)) {
        throw UserError.because("No layer with a kernel has such a name")
            .received(pattern)
            .allowed(String.join(", ", layers));
      }
    }
    kernels.removeIf(id -> skip.stream().anyMatch(p -> p.matches(id.layer())));
    if (kernels.isEmpty()) {
      throw UserError.because("No kernel is left to prune in '" + graph.name() + "'")
          .received(skip.isEmpty() ? "a model without kernels" : "--skip " + skip);
    }
    return new MagnitudePruning(kernels);
  }

  /**
   * The model with exactly the asked-for number of its smallest weights at zero, in each kernel.
   * The kernels are computed when they are read; that one which is not a number cannot be pruned is
   * a {@link UserError} then.
   */
  public Model apply(Model model, Sparsity sparsity) {
    Map<WeightId, Tensor> pruned = new LinkedHashMap<>();
    for (WeightId id : weights) {
      Tensor weight = model.weights().get(id);
      Supplier<MagnitudeCut> cut = once(() -> MagnitudeCut.of(weight, sparsity));
      pruned.put(id, MagnitudeMask.apply(() -> naming(id, cut), weight));
    }
    return model.withWeights(model.weights().with(pruned));
  }

  private static <T> Supplier<T> once(Supplier<T> supplier) {
    return new Supplier<>() {
      private T value;

      @Override
      public synchronized T get() {
        if (value == null) {
          value = supplier.get();
        }
        return value;
      }
    };
  }

  /**
   * A mask for each kernel: 0 takes a weight out, 1 keeps it.
   *
   * @throws UserError if a weight is not a number
   */
  public Map<WeightId, Tensor> masks(Sparsity sparsity, Function<WeightId, Tensor> present) {
    Map<WeightId, Tensor> masks = new LinkedHashMap<>();
    for (WeightId id : weights) {
      masks.put(id, naming(id, () -> MagnitudeMask.of(present.apply(id), sparsity)));
    }
    return masks;
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

  /** Makes masks at the steps of a schedule, from the weights as they are then. */
  public record Scheduled(MagnitudePruning pruning, Schedule schedule) {
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
