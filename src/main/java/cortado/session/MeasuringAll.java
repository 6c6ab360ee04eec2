package cortado.session;

import cortado.data.Dataset;
import cortado.measure.Measurer;
import cortado.workspace.Measured;
import cortado.workspace.RuntimeId;
import cortado.workspace.SessionListener;
import cortado.workspace.Variant;
import cortado.workspace.Workspace;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Measures several variants, keeping each result as soon as it is there. */
record MeasuringAll(
    Workspace workspace,
    Artifacts artifacts,
    Measurer measurer,
    MeasureOptions options,
    Optional<Dataset> data) {

  List<Measured> run(List<Variant> variants, SessionListener listener) {
    int count = variants.stream().mapToInt(v -> Measuring.runtimes(v, options).size()).sum();
    return workspace.withScratch(
        scratch -> {
          List<Measured> results = new ArrayList<>();
          Measuring measuring = new Measuring(artifacts, measurer, options, data, scratch);
          for (Variant v : variants) {
            for (RuntimeId runtime : Measuring.runtimes(v, options)) {
              double from = (double) results.size() / count;
              SessionListener part = listener.part(from, from + 1.0 / count);
              Measured m = measuring.measure(v, runtime, part);
              workspace.measurements().add(m);
              results.add(m);
            }
          }
          return List.copyOf(results);
        });
  }
}
