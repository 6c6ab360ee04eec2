package cortado.keras;

import com.fasterxml.jackson.databind.JsonNode;
import cortado.UserError;
import cortado.graph.Graph;
import cortado.graph.Weights;
import cortado.keras.hdf5.Hdf5File;
import cortado.keras.zip.ZipArchive;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Reads a {@code .keras} archive: {@code metadata.json}, {@code config.json} and {@code
 * model.weights.h5}, which is never unpacked to the heap if it is large.
 */
final class ArchiveReader {
  static final String METADATA = "metadata.json";
  static final String CONFIG = "config.json";
  static final String WEIGHTS = "model.weights.h5";
  private static final long MAX_METADATA = 1 << 20;
  private static final long MAX_CONFIG = 1 << 26;
  private static final long UNPACKED_TO_HEAP = 64_000_000;

  private ArchiveReader() {}

  static KerasModel read(Path file, CustomLayers customs) {
    try (ZipArchive archive = ZipArchive.open(file)) {
      if (!archive.has(CONFIG)) {
        throw ForeignFile.of(archive);
      }
      JsonNode metadata = json(archive, METADATA, MAX_METADATA);
      String version = metadata.path("keras_version").asText("unknown");
      JsonNode config = json(archive, CONFIG, MAX_CONFIG);
      FileGraph graph = GraphReader.read(config, Generation.of(version), customs);
      return graph.model(weights(archive, file, config, graph.graph()));
    }
  }

  private static JsonNode json(ZipArchive archive, String entry, long limit) {
    byte[] utf8 = archive.read(entry, limit);
    return Json.parse(new String(utf8, StandardCharsets.UTF_8), entry);
  }

  private static Weights weights(ZipArchive archive, Path file, JsonNode config, Graph graph) {
    if (!archive.has(WEIGHTS)) {
      throw UserError.because("It has no " + WEIGHTS)
          .next("save it in one file with weights in HDF5: model.save('model.keras')");
    }
    if (archive.size(WEIGHTS) <= UNPACKED_TO_HEAP) {
      return weights(Hdf5File.of(archive.read(WEIGHTS, UNPACKED_TO_HEAP)), config, graph);
    } else if (archive.isStored(WEIGHTS)) {
      ZipArchive.Place place = archive.place(WEIGHTS);
      return weights(Hdf5File.part(file, place.offset(), place.bytes()), config, graph);
    }
    return unpacked(archive, config, graph);
  }

  private static Weights unpacked(ZipArchive archive, JsonNode config, Graph graph) {
    try {
      Path temporary = Files.createTempFile("cortado-", ".h5");
      try {
        archive.unpack(WEIGHTS, temporary);
        return weights(Hdf5File.open(temporary), config, graph);
      } finally {
        // The mapping of a file outlives its name, except on Windows.
        temporary.toFile().deleteOnExit();
        Files.deleteIfExists(temporary);
      }
    } catch (IOException e) {
      throw UserError.because(WEIGHTS + " cannot be unpacked", e).received(e.getMessage());
    }
  }

  private static Weights weights(Hdf5File h5, JsonNode config, Graph graph) {
    try (h5) {
      return new VariableReader(h5, config).read(graph);
    }
  }
}
