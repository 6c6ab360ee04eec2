package cortado.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cortado.UserError;
import cortado.keras.KerasReader;
import cortado.keras.hdf5.Hdf5Writer;
import cortado.workspace.Variant;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A user is told that a file had its channels first. */
class ChannelsFirstFileTest {
  private static final String LAYER =
      ",{\"class_name\":\"%s\",\"config\":{\"name\":\"%s\",\"data_format\":\"channels_first\"%s}}";

  @TempDir Path folder;

  @Test
  void theVariantSaysSoAndTakesImagesInNhwc() {
    Path file = model("tensorflow", String.format(LAYER, "ZeroPadding2D", "pad", ",\"padding\":1"));
    try (Session session = Session.open(folder.resolve("w"), Clock.systemUTC())) {
      session.load(file, Optional.of("padded"));
    }
    try (Session session = Session.open(folder.resolve("w"), Clock.systemUTC())) {
      Variant padded = session.variant("padded");
      assertThat(padded.recipe().text()).isEqualTo("load m.h5, its channels_first turned to NHWC");
      assertThat(padded.signature().toString()).contains("(?, 8, 6, 3)");
    }
  }

  @Test
  void kernelsOfTheanoAreRefused() {
    String conv = String.format(LAYER, "Conv2D", "conv", ",\"filters\":2,\"kernel_size\":3");
    assertThatThrownBy(() -> KerasReader.read(model("theano", conv)))
        .isInstanceOf(UserError.class)
        .hasMessageContainingAll("Theano", "save it again");
  }

  private Path model(String backend, String layer) {
    Path file = folder.resolve("m.h5");
    new Hdf5Writer()
        .text("", "keras_version", "2.2.4")
        .text("", "backend", backend)
        .text(
            "",
            "model_config",
            "{\"class_name\":\"Sequential\",\"config\":{\"name\":\"m\",\"layers\":["
                + "{\"class_name\":\"InputLayer\",\"config\":{\"name\":\"in\","
                + "\"batch_input_shape\":[null,3,8,6]}}"
                + layer
                + "]}}")
        .texts("model_weights", "layer_names", List.of())
        .write(file);
    return file;
  }
}
