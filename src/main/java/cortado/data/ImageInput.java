package cortado.data;

import cortado.UserError;
import cortado.tensor.Shape;
import cortado.tensor.Tensor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * An image, or all images of a folder in the natural order of their names, as the input of a model.
 * Values are in [0, 1]; an image is stretched to the size that the model takes, each pixel the mean
 * of the area that it covers, and keeps its own size where the model takes any.
 */
public final class ImageInput {
  private ImageInput() {}

  /** Whether a path is a folder or has the ending of an image. */
  public static boolean matches(Path path) {
    return Files.isDirectory(path) || PairedFiles.isImage(path);
  }

  /**
   * Reads a batch, NHWC.
   *
   * @param taken what the model takes, batch first; unknown extents are the images' own
   * @throws UserError if the model takes no images of one or three channels, or an image cannot be
   *     read or does not fit
   */
  public static Tensor read(Path path, Shape taken) {
    if (taken.rank() != 4 || taken.dim(3) != 1 && taken.dim(3) != 3) {
      throw UserError.because("The model does not take images, so it needs an .npy file")
          .received(path)
          .allowed("an array of " + taken);
    }
    List<Path> files =
        Files.isDirectory(path) ? List.copyOf(PairedFiles.imagesIn(path).values()) : List.of(path);
    ImageFile first = ImageFile.probe(files.get(0));
    int height = taken.dim(1) == Shape.UNKNOWN ? first.height() : taken.dim(1);
    int width = taken.dim(2) == Shape.UNKNOWN ? first.width() : taken.dim(2);
    SampleBuffer samples = new SampleBuffer(files.size(), height, width, taken.dim(3));
    for (Path file : files) {
      samples.add(picture(file, taken, width, height).values());
    }
    return samples.toTensor();
  }

  private static Picture picture(Path file, Shape taken, int width, int height) {
    ImageFile image = ImageFile.probe(file);
    boolean anySize = taken.dim(1) == Shape.UNKNOWN || taken.dim(2) == Shape.UNKNOWN;
    if (anySize && (image.width() != width || image.height() != height)) {
      throw UserError.because(
              "The image " + file + " has another size than the first of the folder")
          .received(image.size())
          .allowed(width + " x " + height);
    }
    Picture picture = image.read();
    if (picture.channels() > taken.dim(3)) {
      throw UserError.because("The image " + file + " is colored, and the model takes grey ones")
          .next("save it in grey");
    }
    return picture.resize(width, height).withChannels(taken.dim(3));
  }
}
