package cortado.data;

import cortado.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** An image and its mask, which have the same name but for the extension. */
record PairedFiles(String name, Path image, Path mask) {
  private static final Set<String> EXTENSIONS =
      Set.of("png", "jpg", "jpeg", "bmp", "gif", "tif", "tiff");

  /**
   * All pairs, in the natural order of their names. Files of other kinds and masks without an image
   * are left alone.
   *
   * @throws UserError if a folder is missing or empty, or an image has no mask
   */
  static List<PairedFiles> in(Path images, Path masks) {
    Map<String, Path> imageFiles = imagesIn(images);
    Map<String, Path> maskFiles = imagesIn(masks);
    List<PairedFiles> pairs = new ArrayList<>();
    imageFiles.forEach(
        (name, image) -> {
          Path mask = maskFiles.get(name);
          if (mask == null) {
            throw UserError.because("The image " + image + " has no mask in " + masks)
                .allowed("a mask of the same name for every image")
                .next("add " + masks.resolve(image.getFileName()) + " or remove the image");
          }
          pairs.add(new PairedFiles(name, image, mask));
        });
    return pairs;
  }

  /** The images of a folder by their names without the ending, in natural order. */
  static Map<String, Path> imagesIn(Path folder) {
    if (!Files.isDirectory(folder)) {
      throw UserError.because("There is no such folder")
          .received(folder)
          .next("name the folders of images and masks by --images and --masks");
    }
    Map<String, Path> byName = new TreeMap<>(ImageNames.NATURAL_ORDER);
    try (Stream<Path> files = Files.list(folder)) {
      files.filter(PairedFiles::isImage).sorted().forEach(f -> add(byName, f));
    } catch (IOException e) {
      throw UserError.because("Cannot list " + folder + " (" + e + ")", e);
    }
    if (byName.isEmpty()) {
      throw UserError.because("There is no image in " + folder)
          .allowed("files of PNG, JPEG, BMP, GIF or TIFF");
    }
    return byName;
  }

  private static void add(Map<String, Path> byName, Path file) {
    String name = file.getFileName().toString();
    Path other = byName.putIfAbsent(name.substring(0, name.lastIndexOf('.')), file);
    if (other != null) {
      throw UserError.because("Two images have the same name")
          .received(other + " and " + file)
          .next("remove one of them");
    }
  }

  static boolean isImage(Path file) {
    String name = file.getFileName().toString();
    int dot = name.lastIndexOf('.');
    return dot > 0
        && EXTENSIONS.contains(name.substring(dot + 1).toLowerCase(Locale.ROOT))
        && Files.isRegularFile(file);
  }
}
