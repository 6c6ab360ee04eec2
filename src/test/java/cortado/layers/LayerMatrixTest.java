package cortado.layers;

import static org.assertj.core.api.Assertions.assertThat;

import cortado.testing.Golden;
import cortado.testing.Python;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each layer as real Keras writes and computes it, on every backend, and back to real Keras. */
@Tag("slow")
class LayerMatrixTest {
  private static final String GENERATIONS = "2,3";

  @TempDir Path folder;
  @TempDir Path scratch;

  @Test
  void everyLayerComputesAsInKerasOnEveryBackend() throws IOException {
    Path python = Python.with("tensorflow", "tf_keras", "keras", "h5py");
    String only = System.getProperty("cortado.layers", "");
    Python.runScript(python, "/layers/write.py", folder.toString(), GENERATIONS, only);
    List<LayerModel> models = LayerModel.in(folder);
    Findings findings = new Findings();
    for (LayerModel model : models) {
      new LayerTrial(model, scratch, findings).run();
    }

    String differing = Python.runScript(python, "/layers/compare.py", folder.toString());

    Map<String, String> names =
        models.stream()
            .collect(Collectors.toMap(m -> m.stem().getFileName().toString(), LayerModel::name));
    List<String> differences =
        differing
            .lines()
            .filter(l -> l.startsWith("DIFFERS "))
            .map(l -> names.get(l.substring(8, l.indexOf(".written"))) + l.substring(7))
            .toList();
    assertThat(findings.failures()).isEmpty();
    assertThat(differences).isEmpty();
    if (only.isEmpty()) {
      Golden.check("docs/layers.md", LayerDocument.of(findings));
    }
  }
}
