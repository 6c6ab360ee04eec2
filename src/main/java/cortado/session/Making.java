package cortado.session;

import cortado.data.Dataset;
import cortado.train.Trainer;
import cortado.workspace.Draft;
import cortado.workspace.Interruptible;
import cortado.workspace.Made;
import cortado.workspace.RuntimeId;
import cortado.workspace.SessionListener;
import cortado.workspace.Store;
import cortado.workspace.Variant;
import cortado.workspace.VariantCatalog;
import java.util.List;
import java.util.Optional;

/** Trains, clusters and quantizes variants, and keeps what becomes of them. */
record Making(
    VariantCatalog catalog, Artifacts artifacts, Trainer trainer, Optional<Dataset> data) {

  Variant train(TrainRequest request, SessionListener listener) {
    Variant from = catalog.source(request.from(), "trained");
    String name = catalog.names().choose(request.name(), from.name() + "-trained");
    return Interruptible.run(
        () -> {
          Made made =
              new Training(
                      catalog.lineage(from.name()),
                      request,
                      data,
                      () -> artifacts.open(from, RuntimeId.TENSORFLOW))
                  .run(trainer, "train " + name, listener);
          return catalog.keep(Draft.from(from, name), made.recipe(), made.model());
        });
  }

  Variant cluster(ClusterRequest request, SessionListener listener) {
    Variant from = catalog.source(request.from(), "clustered");
    String proposal = from.name() + "-cluster" + request.method().values();
    String name = catalog.names().choose(request.name(), proposal);
    return Interruptible.run(
        () -> {
          Made made =
              new Clustering(from, request, data, () -> artifacts.open(from, RuntimeId.TENSORFLOW))
                  .run(trainer, "cluster " + name, listener);
          return catalog.keep(Draft.from(from, name), made.recipe(), made.model());
        });
  }

  Variant quantize(QuantizeRequest request, SessionListener listener) {
    Variant from = catalog.source(request.from(), "quantized");
    String proposal =
        from.name() + "-" + request.method().scheme() + (request.aware().isEmpty() ? "" : "-aware");
    String name = catalog.names().choose(request.name(), proposal);
    return Interruptible.run(() -> quantized(from, name, request, listener));
  }

  private Variant quantized(
      Variant from, String name, QuantizeRequest request, SessionListener listener) {
    Store store = catalog.workspace().store();
    List<Variant> lineage = catalog.lineage(from.name());
    Quantizing quantizing =
        new Quantizing(lineage, request, data, () -> artifacts.open(from, RuntimeId.TENSORFLOW));
    String stage = "quantize " + name;
    Quantizing.File made = quantizing.file(trainer, () -> artifacts.tflite(from), stage, listener);
    String story = Story.of(lineage, made.recipe());
    String file = store.add(".tflite", made.form().content(story));
    listener.onProgress(stage, 1, "comparing with " + from.name());
    var error = new ErrorMeter(artifacts).of(from, store.path(file), data, made.warnings());
    return catalog.keepQuantized(name, from, made.recipe(), file, error);
  }
}
