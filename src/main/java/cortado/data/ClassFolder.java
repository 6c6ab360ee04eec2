package cortado.data;

import cortado.UserError;
import cortado.tensor.Shape;
import cortado.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A folder with a sub-folder of images for each class. The classes count from 0 in the natural
 * order of their names; the target of an image is the number of its class. Images become samples as
 * in {@link ImageFolder}, stretched to one size.
 *
 * @param size width and height of a sample in pixels
 * @param validation the images to judge training by, if any
 * @param seed decides random parts
 */
public record ClassFolder(
    Path directory, int size, TestSplit test, Optional<TestSplit> validation, long seed) {

  private record Labelled(String name, Path path, int label) {}

  /**
   * Reads the folder.
   *
   * @throws UserError if there are less than two classes, one has no image, an image cannot be
   *     read, or a part would be empty
   */
  public Dataset load() {
    if (size < 1 || size > ImageFolder.MAX_SIZE) {
      throw UserError.because("The size of a sample is out of range")
          .received("--size " + size)
          .allowed("1 to " + ImageFolder.MAX_SIZE + " pixels");
    }
    List<String> classes = classes();
    List<Labelled> images = images(classes);
    List<Split.Part> parts = split().parts("images", images.stream().map(Labelled::name).toList());
    SampleBuffer.requireRoom(images.size(), size, size, 1);
    List<Picture> pictures =
        images.stream().map(i -> ImageFile.probe(i.path()).read().resize(size, size)).toList();
    int channels = pictures.stream().mapToInt(Picture::channels).max().orElseThrow();
    Function<Split.Part, Samples> samples =
        part -> {
          List<Integer> indices =
              IntStream.range(0, parts.size()).filter(i -> parts.get(i) == part).boxed().toList();
          return samples(indices, images, pictures, channels);
        };
    return Dataset.of(
        source(),
        samples.apply(Split.Part.TRAIN),
        samples.apply(Split.Part.TEST),
        validation.map(v -> samples.apply(Split.Part.VALIDATION)));
  }

  private List<String> classes() {
    if (!Files.isDirectory(directory)) {
      throw UserError.because("There is no such folder").received(directory);
    }
    try (Stream<Path> entries = Files.list(directory)) {
      List<String> names =
          entries
              .filter(Files::isDirectory)
              .map(p -> p.getFileName().toString())
              .filter(name -> !name.startsWith("."))
              .sorted(ImageNames.NATURAL_ORDER)
              .toList();
      if (names.size() < 2) {
        throw UserError.because("There are too few classes in " + directory)
            .received(names)
            .allowed("a sub-folder of images for each of two classes or more");
      }
      return names;
    } catch (IOException e) {
      throw UserError.because("Cannot list " + directory + " (" + e + ")", e);
    }
  }

  private List<Labelled> images(List<String> classes) {
    List<Labelled> images = new ArrayList<>();
    for (int label = 0; label < classes.size(); label++) {
      int number = label;
      PairedFiles.imagesIn(directory.resolve(classes.get(label)))
          .forEach((name, path) -> images.add(new Labelled(name, path, number)));
    }
    return images;
  }

  private Samples samples(
      List<Integer> indices, List<Labelled> images, List<Picture> pictures, int channels) {
    SampleBuffer inputs = new SampleBuffer(indices.size(), size, size, channels);
    float[] labels = new float[indices.size()];
    for (int i = 0; i < labels.length; i++) {
      inputs.add(pictures.get(indices.get(i)).withChannels(channels).values());
      labels[i] = images.get(indices.get(i)).label();
    }
    return new Samples(inputs.toTensor(), Tensor.of(Shape.of(labels.length, 1), labels));
  }

  private Split split() {
    return new Split(test, validation, seed);
  }

  private String source() {
    return "%%data %s --classes --size %d %s --seed %d"
        .formatted(Words.quoted(directory), size, split().options(), seed);
  }
}
