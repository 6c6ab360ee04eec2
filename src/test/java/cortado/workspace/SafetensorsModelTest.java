package cortado.workspace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cortado.UserError;
import cortado.graph.Model;
import cortado.graph.UNet;
import cortado.ops.Initializer;
import cortado.session.Session;
import cortado.tensor.DType;
import cortado.tensor.Safetensors;
import cortado.tensor.Shape;
import cortado.tensor.Tensor;
import cortado.testing.Fixtures;
import cortado.testing.Python;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SafetensorsModelTest {
  @TempDir Path dir;
  private Session session;
  private Path file;

  @BeforeEach
  void open() {
    session = Session.open(dir.resolve("ws"), Clock.systemUTC());
    file = dir.resolve("m.safetensors");
  }

  @AfterEach
  void close() {
    session.close();
  }

  @Test
  void whatIsExportedIsLoadedAgain() {
    Variant baseline = session.load(Fixtures.file("unet-isbi.h5"), Optional.of("baseline"));
    session.export(baseline, file);
    Variant again = session.load(file, Optional.empty());
    assertThat(again.name()).isEqualTo("m");
    assertThat(again.model()).isEqualTo(baseline.model());
    assertThat(again.nonzero()).isEqualTo(baseline.nonzero());
  }

  @Test
  void pythonReadsTheWeightsByTheirNames() {
    session.export(session.load(Fixtures.file("unet-isbi.h5"), Optional.empty()), file);
    String found =
        Python.run(
            Python.with("numpy", "safetensors", "h5py"),
            """
            import sys, h5py, numpy as np
            from safetensors.numpy import load_file
            tensors = load_file(sys.argv[1])
            keras = {}
            h5py.File(sys.argv[2])['model_weights'].visititems(
                lambda n, d: keras.update({n: d}) if isinstance(d, h5py.Dataset) else None)
            for name, d in keras.items():
                layer, weight = name.split('/')[0], name.split('/')[-1].split(':')[0]
                assert np.array_equal(tensors.pop(layer + '/' + weight), d[()]), name
            print(len(keras), len(tensors))
            """,
            file.toString(),
            Fixtures.file("unet-isbi.h5").toString());
    assertThat(found.strip()).matches("[1-9][0-9]* 0");
  }

  @Test
  void weightsWithoutLayersAreRefused() {
    Safetensors.write(file, Map.of("a", Tensor.of(Shape.of(1), 1)), Map.of("format", "pt"));
    assertThatThrownBy(() -> session.load(file, Optional.empty()))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("not the layers that they belong to");
    assertThat(session.variants()).isEmpty();
  }

  @Test
  void weightsOfOtherTypesAreRefused() {
    Model model = Initializer.initialize(UNet.of(16, 1, List.of(2, 4)), 3);
    SafetensorsModel.write(model, file);
    Safetensors whole = Safetensors.open(file);
    Map<String, Tensor> tensors = new LinkedHashMap<>(whole.tensors());
    tensors.replaceAll(
        (name, t) -> Tensor.view(DType.FLOAT16, t.shape(), ByteBuffer.allocate(2 * t.elements())));
    Safetensors.write(file, tensors, whole.metadata());
    assertThatThrownBy(() -> session.load(file, Optional.empty()))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("is FLOAT16");
    assertThat(session.variants()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "[]",
        "{}",
        "{\"graph\": {\"name\": \"m\", \"nodes\": [], \"inputs\": [], \"outputs\": []}}",
        "{\"graph\": {\"nodes\": [{\"layer\": {\"kind\": \"java.io.File\"}}]}, \"weights\": []}",
        "{\"graph\": {\"nodes\": [{\"layer\": {\"kind\": \"Dense\"}}]}, \"weights\": []}",
        "{\"graph\": null, \"weights\": [{\"layer\": \"b\", \"name\": \"c\"}], \"nonzero\": [1]}"
      })
  void damagedLayersAreRefusedInOneLine(String graph) {
    Map<String, Tensor> tensors = Map.of("a", Tensor.of(Shape.of(1), 1));
    Safetensors.write(file, tensors, Map.of("cortado.graph", graph));
    assertThatThrownBy(() -> session.load(file, Optional.empty()))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("m.safetensors")
        .extracting(Throwable::getMessage)
        .asString()
        .hasLineCount(1);
    assertThat(session.variants()).isEmpty();
  }
}
