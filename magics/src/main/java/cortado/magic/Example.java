package cortado.magic;

import cortado.UserError;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The models that ship with Cortado. */
enum Example {
  /** A U-Net of four levels that Cortado trained on synthetic cells; see examples/. */
  CELLS("cells-unet.h5");

  private final String resource;

  Example(String resource) {
    this.resource = resource;
  }

  static List<String> names() {
    return Arrays.stream(values()).map(e -> e.name().toLowerCase(Locale.ROOT)).toList();
  }

  static Example of(String name) {
    return Arrays.stream(values())
        .filter(e -> e.name().equalsIgnoreCase(name))
        .findFirst()
        .orElseThrow(
            () ->
                UserError.because("There is no such example")
                    .received(name)
                    .allowed(String.join(", ", names())));
  }

  /** What reads a model from a file. */
  interface Reader<T> {
    T read(Path file);
  }

  /** Reads the model from a copy that lives as long as the reading. */
  <T> T read(Reader<T> reader) {
    Path folder = null;
    try (InputStream in = Example.class.getResourceAsStream(resource)) {
      folder = Files.createTempDirectory("cortado-example");
      Path file = folder.resolve(resource);
      Files.copy(in, file, StandardCopyOption.REPLACE_EXISTING);
      return reader.read(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      delete(folder);
    }
  }

  private void delete(Path folder) {
    if (folder == null) {
      return;
    }
    try {
      Files.deleteIfExists(folder.resolve(resource));
      Files.deleteIfExists(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
