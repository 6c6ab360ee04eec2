package cortado.data;

import cortado.UserError;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Reads the images and masks of a folder: all sizes are checked before the first is decoded. */
final class FolderReader {
  private final Path directory;
  private final String images;
  private final String masks;
  private final Framing framing;

  FolderReader(Path directory, String images, String masks, Framing framing) {
    this.directory = directory;
    this.images = images;
    this.masks = masks;
    this.framing = framing;
  }

  /** An image and its mask, known to fit together. */
  private record Pair(String name, ImageFile image, ImageFile mask) {
    int samples(Framing framing) {
      return framing.count(image.width(), image.height());
    }
  }

  private record Sample(Split.Part part, Picture input, Picture target) {}

  Dataset read(String source, Split split) {
    if (!Files.isDirectory(directory)) {
      throw UserError.because("There is no such folder").received(directory);
    }
    List<Pair> pairs =
        PairedFiles.in(directory.resolve(images), directory.resolve(masks)).stream()
            .map(this::probe)
            .toList();
    List<Split.Part> parts = split.parts("images", pairs.stream().map(Pair::name).toList());
    long count = pairs.stream().mapToLong(p -> p.samples(framing)).sum();
    SampleBuffer.requireRoom(count, framing.side(), framing.side(), 1);

    MaskCheck check = new MaskCheck();
    List<Sample> samples = new ArrayList<>();
    for (int i = 0; i < pairs.size(); i++) {
      Picture mask = check.read(pairs.get(i).mask());
      List<Picture> inputs = framing.frames(pairs.get(i).image().read());
      List<Picture> targets = framing.frames(mask.threshold());
      for (int k = 0; k < inputs.size(); k++) {
        samples.add(new Sample(parts.get(i), inputs.get(k), targets.get(k).threshold()));
      }
    }
    check.requireContent();
    int channels = samples.stream().mapToInt(s -> s.input().channels()).max().orElseThrow();
    return Dataset.of(
        source,
        part(samples, Split.Part.TRAIN, channels),
        part(samples, Split.Part.TEST, channels),
        split.validation().map(v -> part(samples, Split.Part.VALIDATION, channels)));
  }

  private Pair probe(PairedFiles files) {
    ImageFile image = ImageFile.probe(files.image());
    ImageFile mask = ImageFile.probe(files.mask());
    if (!image.size().equals(mask.size())) {
      throw UserError.because("The mask " + mask.path() + " has another size than its image")
          .received(mask.size())
          .allowed(image.size());
    }
    Pair pair = new Pair(files.name(), image, mask);
    if (pair.samples(framing) == 0) {
      throw UserError.because("The image " + image.path() + " is smaller than a tile")
          .received(framing.option() + " for an image of " + image.size())
          .allowed("1 to " + Math.min(image.width(), image.height()))
          .next("--size " + framing.side() + " resizes instead");
    }
    return pair;
  }

  private Samples part(List<Sample> all, Split.Part part, int channels) {
    List<Sample> samples = all.stream().filter(s -> s.part() == part).toList();
    SampleBuffer inputs =
        new SampleBuffer(samples.size(), framing.side(), framing.side(), channels);
    SampleBuffer targets = new SampleBuffer(samples.size(), framing.side(), framing.side(), 1);
    for (Sample s : samples) {
      inputs.add(s.input().withChannels(channels).values());
      targets.add(s.target().values());
    }
    return new Samples(inputs.toTensor(), targets.toTensor());
  }
}
