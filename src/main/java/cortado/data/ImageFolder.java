package cortado.data;

import cortado.UserError;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A folder with a sub-folder of images and one of masks of the same names: what to take from it.
 *
 * <p>Images become samples in the natural order of their names: values in [0, 1], one channel if
 * all of them are grey, else three; transparency is left out. A mask is 1 where it is above 0.5
 * (127 of 255), else 0.
 */
public final class ImageFolder {
  static final int MAX_SIZE = 8192;

  private final Path directory;
  private String images = "image";
  private String masks = "label";
  private Integer tile;
  private Integer size;
  private TestSplit test = new TestSplit.Fraction(0.2);
  private Optional<TestSplit> validation = Optional.empty();
  private long seed = 7;

  private ImageFolder(Path directory) {
    this.directory = directory;
  }

  public static ImageFolder at(Path directory) {
    return new ImageFolder(directory);
  }

  /** The sub-folder of the images; {@code image} unless told. */
  public ImageFolder images(String subFolder) {
    images = subFolder;
    return this;
  }

  /** The sub-folder of the masks; {@code label} unless told. */
  public ImageFolder masks(String subFolder) {
    masks = subFolder;
    return this;
  }

  /** Cuts images into crops of n x n side by side, row by row; what is left over is dropped. */
  public ImageFolder tile(int n) {
    tile = n;
    return this;
  }

  /** Stretches each image to n x n, each pixel the mean of the area that it covers. */
  public ImageFolder size(int n) {
    size = n;
    return this;
  }

  /** The images to test on; a fraction of 0.2 unless told. */
  public ImageFolder test(TestSplit split) {
    test = split;
    return this;
  }

  /** The images to judge training by; none unless told. */
  public ImageFolder validation(TestSplit split) {
    validation = Optional.of(split);
    return this;
  }

  /** Decides random parts; 7 unless told. */
  public ImageFolder seed(long s) {
    seed = s;
    return this;
  }

  /**
   * Reads the folder.
   *
   * @throws UserError if not exactly one of tile and size is given, or if something is missing,
   *     does not fit together or leaves a part empty
   */
  public Dataset load() {
    Framing framing = framing();
    Split split = new Split(test, validation, seed);
    String source =
        "%%data %s --images %s --masks %s %s %s --seed %d"
            .formatted(
                Words.quoted(directory),
                Words.quoted(images),
                Words.quoted(masks),
                framing.option(),
                split.options(),
                seed);
    FolderReader reader = new FolderReader(directory, images, masks, framing);
    return reader.read(source, split);
  }

  private Framing framing() {
    if ((tile == null) == (size == null)) {
      throw UserError.because("Say either how to cut the images or how to resize them")
          .received(tile == null ? "neither" : "--tile " + tile + " --size " + size)
          .allowed("one of --tile N and --size N")
          .next("--tile 128");
    }
    int side = tile == null ? size : tile;
    if (side < 1 || side > MAX_SIZE) {
      throw UserError.because("The size of a sample is out of range")
          .received((tile == null ? "--size " : "--tile ") + side)
          .allowed("1 to " + MAX_SIZE + " pixels");
    }
    return tile == null ? new Framing.Resized(side) : new Framing.Tiles(side);
  }
}
