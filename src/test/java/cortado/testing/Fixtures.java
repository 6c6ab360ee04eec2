package cortado.testing;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * The real Keras files and images that tests read from the folder {@code shared} beside the
 * checkout.
 */
public final class Fixtures {
  /**
   * How far an output may be from the one of a fixture: Keras itself gives up to 1.2e-5 more or
   * less, by machine and by the kernels that it chooses.
   */
  public static final float ACROSS_KERNELS = 2e-5f;

  private Fixtures() {}

  /** The names of all Keras 2 files, without their ending. */
  public static Stream<String> keras2() {
    return Stream.of(
        "k2_unet_transpose_bn",
        "k2_unet_nearest_dropout_leaky",
        "k2_unet_bilinear_elu",
        "k2_unet_transpose3_valid_crop",
        "k2_vgg_tiny",
        "k2_conv1d",
        "k2_mobile_residual",
        "unet-isbi");
  }

  /** The names of all Keras 3 files, without their ending. */
  public static Stream<String> keras3() {
    return Stream.of(
        "k3_unet_transpose_bn",
        "k3_unet_nearest_dropout_leaky",
        "k3_unet_transpose_bn_h5",
        "k3_conv1d",
        "k3_se_nested");
  }

  /** The names of the files of both; for a {@code MethodSource}. */
  public static Stream<String> keras() {
    return Stream.concat(keras2(), keras3());
  }

  /** The model of a name, whatever its ending. */
  public static Path model(String name) {
    Path archive = file(name + ".keras");
    return Files.exists(archive) ? archive : file(name + ".h5");
  }

  /** A file of {@code shared/fixtures}; the test is skipped where the folder is absent. */
  public static Path file(String name) {
    return shared("fixtures").resolve(name);
  }

  /** The microscope images with masks; the test is skipped where the folder is absent. */
  public static Path isbi() {
    return shared("data/isbi-membrane");
  }

  private static Path shared(String folder) {
    Path dir = projectRoot().resolveSibling("shared").resolve(folder);
    assumeTrue(
        Files.isDirectory(dir), "skipped: no folder ../shared/" + folder + " beside the checkout");
    return dir;
  }

  /** The root of the checkout, wherever the tests were started from. */
  public static Path projectRoot() {
    Path dir = Path.of("").toAbsolutePath();
    while (!Files.exists(dir.resolve("cortado")) || !Files.exists(dir.resolve("kernel"))) {
      dir = dir.getParent();
      if (dir == null) {
        throw new IllegalStateException(
            "no checkout of Cortado above " + Path.of("").toAbsolutePath());
      }
    }
    return dir;
  }
}
