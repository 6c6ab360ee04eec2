package cortado.session;

import cortado.UserError;
import cortado.data.Dataset;
import cortado.graph.Model;
import cortado.graph.WeightId;
import cortado.prune.Sparsity;
import cortado.prune.WeightPruning;
import cortado.tensor.Tensor;
import cortado.train.Evaluator;
import cortado.train.Probe;
import cortado.train.Trainer;
import cortado.workspace.SessionListener;
import cortado.workspace.Variant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;

/** Prunes each layer of a variant alone and looks at the loss (Li et al., 2017, section 3.2). */
final class SensitivityScan {
  private static final int BATCH = 8;

  private final String name;
  private final List<Sparsity> sparsities;
  private final Model model;
  private final WeightPruning pruning;
  private final LossEvidence evidence;

  /**
   * A scan of a model that came from a variant.
   *
   * @param name to tell of
   * @param pruning of each of its kernels alone
   */
  SensitivityScan(
      String name,
      Model model,
      WeightPruning pruning,
      List<Sparsity> sparsities,
      LossEvidence evidence) {
    this.name = name;
    this.model = model;
    this.pruning = pruning;
    this.sparsities = sparsities;
    this.evidence = evidence;
  }

  /**
   * The scan of a variant that was asked for.
   *
   * @throws UserError if there is no data, or it does not fit
   */
  static SensitivityScan of(Variant variant, SensitivityRequest request, Optional<Dataset> data) {
    Model model = variant.model();
    WeightPruning pruning = WeightPruning.of(model.graph(), request.layers());
    Dataset present =
        data.orElseThrow(
            () ->
                UserError.because("A loss needs data").next("%data cells or %data DIR --tile 128"));
    return new SensitivityScan(
        variant.name(),
        model,
        pruning,
        request.sparsities(),
        LossEvidence.of(variant, present, request.loss(), request.samples(), request.seed()));
  }

  Sensitivity run(Trainer trainer, SessionListener listener) {
    Map<String, List<WeightId>> layers = new LinkedHashMap<>();
    pruning
        .weights()
        .forEach(id -> layers.computeIfAbsent(id.layer(), l -> new ArrayList<>()).add(id));
    List<Sensitivity.Layer> found = new ArrayList<>();
    try (Probe probe = trainer.probe(model)) {
      double whole = loss(probe);
      for (Map.Entry<String, List<WeightId>> e : layers.entrySet()) {
        double done = (double) found.size() / layers.size();
        listener.onProgress("sensitivity of " + name, done, e.getKey());
        found.add(layer(probe, e.getKey(), e.getValue()));
      }
      listener.onProgress("sensitivity of " + name, 1, "");
      return new Sensitivity(name, whole, evidence.samples().count(), sparsities, found);
    }
  }

  private Sensitivity.Layer layer(Probe probe, String layer, List<WeightId> kernels) {
    Map<WeightId, Tensor> original = new HashMap<>();
    kernels.forEach(id -> original.put(id, model.weights().get(id)));
    List<Double> losses = new ArrayList<>();
    for (Sparsity s : sparsities) {
      if (Thread.currentThread().isInterrupted()) {
        throw new CancellationException("the scan was interrupted");
      }
      Model pruned = pruning.alone(kernels).apply(model, s);
      Map<WeightId, Tensor> changed = new HashMap<>();
      kernels.forEach(id -> changed.put(id, pruned.weights().get(id)));
      probe.set(changed);
      losses.add(loss(probe));
    }
    probe.set(original);
    long parameters = original.values().stream().mapToLong(t -> t.shape().elements()).sum();
    return new Sensitivity.Layer(layer, parameters, losses);
  }

  private double loss(Probe probe) {
    return Evaluator.evaluate(probe.predictor(), evidence.samples(), evidence.loss(), BATCH).loss();
  }
}
