package cortado.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cortado.UserError;
import cortado.tensor.Shape;
import cortado.testing.Fixtures;
import cortado.testing.Python;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.IntBinaryOperator;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImageFolderTest {
  @TempDir Path dir;

  @Test
  void cutsTheMicroscopeImagesIntoTiles() {
    Path isbi = Fixtures.isbi();
    long start = System.nanoTime();
    Dataset data = ImageFolder.at(isbi).tile(128).test(TestSplit.parse("24:29")).load();
    assertThat((System.nanoTime() - start) / 1e9).as("seconds").isLessThan(10);
    assertThat(data.train().inputs().only().shape()).isEqualTo(Shape.of(384, 128, 128, 1));
    assertThat(data.test().targets().only().shape()).isEqualTo(Shape.of(96, 128, 128, 1));
    assertThat(data.source())
        .isEqualTo(
            "%data " + isbi + " --images image --masks label --tile 128 --test 24:29 --seed 7");
  }

  @Test
  void hasTheNumbersThatPythonReads() {
    Path python = Python.with("numpy", "PIL");
    Path isbi = Fixtures.isbi();
    Dataset data = ImageFolder.at(isbi).tile(128).test(TestSplit.parse("24:29")).load();
    String sha =
        Python.run(
            python,
            """
            import hashlib, sys, numpy as np
            from PIL import Image
            h = hashlib.sha256()
            def tiles(folder, numbers):
                a = np.stack([np.array(Image.open(f'{sys.argv[1]}/{folder}/{n}.png')) for n in numbers])
                return a.reshape(-1, 4, 128, 4, 128).transpose(0, 1, 3, 2, 4).reshape(-1, 128, 128, 1)
            for numbers in range(24), range(24, 30):
                h.update((tiles('image', numbers).astype('float32') / 255).tobytes())
                h.update((tiles('label', numbers) > 127).astype('float32').tobytes())
            print(h.hexdigest())
            """,
            isbi.toString());
    assertThat(data.sha256()).isEqualTo(sha.strip());
  }

  @Test
  void greyValuesStayAsTheyAreInEveryFormat() throws IOException {
    for (String format : new String[] {"png", "bmp", "gif", "tif"}) {
      Path folder = Files.createDirectory(dir.resolve(format));
      int type =
          format.equals("gif") ? BufferedImage.TYPE_BYTE_INDEXED : BufferedImage.TYPE_BYTE_GRAY;
      for (int i = 0; i < 2; i++) {
        // The palette of an indexed image has the greys 0, 51, 102, ...
        int step = format.equals("gif") ? 51 : 17;
        save(folder, "image", i, format, type, 8, (x, y) -> step * ((x + y) % 6));
        save(folder, "label", i, format, type, 8, (x, y) -> x < 2 ? 0 : 255);
      }
      Dataset data = ImageFolder.at(folder).tile(8).test(TestSplit.parse("1:1")).load();
      float step = format.equals("gif") ? 51 : 17;
      assertThat(data.train().inputs().only().floats())
          .as(format)
          .startsWith(0, step / 255f, 2 * step / 255f, 3 * step / 255f, 4 * step / 255f);
      assertThat(data.train().targets().only().floats()).as(format).startsWith(0, 0, 1, 1);
    }
  }

  @Test
  void colorGivesThreeChannelsAndSixteenBitsAreScaled() throws IOException {
    for (int i = 0; i < 2; i++) {
      save(dir, "image", i, "png", BufferedImage.TYPE_INT_RGB, 2, (x, y) -> 0x3366ff);
      save(dir, "label", i, "png", BufferedImage.TYPE_BYTE_BINARY, 2, (x, y) -> x);
    }
    save(dir, "image", 2, "png", BufferedImage.TYPE_USHORT_GRAY, 2, (x, y) -> 13107);
    save(dir, "label", 2, "png", BufferedImage.TYPE_USHORT_GRAY, 2, (x, y) -> 65535 * y);
    Dataset data = ImageFolder.at(dir).tile(2).test(TestSplit.parse("2:2")).load();
    assertThat(data.train().inputs().only().shape()).isEqualTo(Shape.of(2, 2, 2, 3));
    assertThat(data.train().inputs().only().floats()).startsWith(0.2f, 0.4f, 1f);
    assertThat(data.train().targets().only().floats()).startsWith(0, 1, 0, 1);
    assertThat(data.test().inputs().only().floats()).containsOnly(0.2f);
    assertThat(data.test().targets().only().floats()).containsExactly(0, 0, 1, 1);
  }

  @Test
  void resizingTakesTheMeanOfAnArea() throws IOException {
    grey(2, 4, (x, y) -> x < 2 ? 0 : 255);
    Dataset half = ImageFolder.at(dir).size(2).test(TestSplit.parse("1:1")).load();
    assertThat(half.train().inputs().only().floats()).containsExactly(0, 1, 0, 1);
    Dataset three = ImageFolder.at(dir).size(3).test(TestSplit.parse("1:1")).load();
    assertThat(three.train().inputs().only().floats()).startsWith(0, 0.5f, 1);
    Dataset eight = ImageFolder.at(dir).size(8).test(TestSplit.parse("1:1")).load();
    assertThat(eight.train().targets().only().floats()).startsWith(0, 0, 0, 0, 1, 1, 1, 1);
    assertThat(half.source()).contains("--size 2").doesNotContain("--tile");
  }

  @Test
  void imagesComeInTheOrderOfTheirNumbers() throws IOException {
    grey(11, 1, (x, y) -> 0);
    for (int i = 0; i < 11; i++) {
      int value = i;
      save(dir, "image", i, "png", BufferedImage.TYPE_BYTE_GRAY, 1, (x, y) -> value);
    }
    Dataset data = ImageFolder.at(dir).tile(1).test(TestSplit.parse("9:9")).load();
    assertThat(data.train().inputs().only().floats())
        .containsSubsequence(1 / 255f, 2 / 255f, 10 / 255f);
    assertThat(data.test().inputs().only().floats()).containsExactly(9 / 255f);
  }

  @Test
  void aFractionIsDrawnBySeed() throws IOException {
    grey(10, 1, (x, y) -> 0);
    for (int i = 0; i < 10; i++) {
      int value = i;
      save(dir, "image", i, "png", BufferedImage.TYPE_BYTE_GRAY, 1, (x, y) -> value);
    }
    ImageFolder folder = ImageFolder.at(dir).tile(1).test(TestSplit.parse("0.3"));
    Dataset one = folder.seed(1).load();
    assertThat(one.test().count()).isEqualTo(3);
    assertThat(folder.seed(1).load()).isEqualTo(one).isNotEqualTo(folder.seed(2).load());
  }

  @Test
  void namesWhatIsMissing() throws IOException {
    refused(ImageFolder.at(dir.resolve("nowhere")).tile(2), "no such folder. Received: " + dir);
    refused(ImageFolder.at(dir).tile(2), "no such folder", "image", "--images");
    Files.createDirectories(dir.resolve("image"));
    Files.createDirectories(dir.resolve("label"));
    Files.writeString(dir.resolve("image/notes.txt"), "not an image");
    refused(ImageFolder.at(dir).tile(2), "no image in", "PNG");
    grey(2, 2, (x, y) -> 255);
    Files.delete(dir.resolve("label/1.png"));
    refused(ImageFolder.at(dir).tile(2), "image/1.png has no mask", "label/1.png");
  }

  @Test
  void namesWhatDoesNotFit() throws IOException {
    grey(3, 4, (x, y) -> 255);
    ImageFolder folder = ImageFolder.at(dir);
    refused(folder, "either", "neither", "--tile 128");
    refused(ImageFolder.at(dir).tile(2).size(2), "either", "--tile 2 --size 2");
    refused(ImageFolder.at(dir).tile(0), "out of range", "--tile 0");
    refused(ImageFolder.at(dir).tile(5), "smaller than a tile", "--tile 5", "1 to 4");
    refused(ImageFolder.at(dir).tile(2).test(TestSplit.parse("0:2")), "train on", "0 to 2");
    refused(ImageFolder.at(dir).tile(2).test(TestSplit.parse("7:9")), "test on", "7:9");
    refused(ImageFolder.at(dir).tile(2).test(TestSplit.parse("0.1")), "test on");
    save(dir, "label", 1, "png", BufferedImage.TYPE_BYTE_GRAY, 3, (x, y) -> 255);
    refused(folder.tile(2), "label/1.png", "3 x 3", "4 x 4");
    save(dir, "label", 1, "gif", BufferedImage.TYPE_BYTE_GRAY, 4, (x, y) -> 255);
    refused(folder.tile(2), "same name", "1.gif");
  }

  @Test
  void noticesMasksOfZeroAndOne() throws IOException {
    grey(3, 2, (x, y) -> x);
    refused(ImageFolder.at(dir).tile(2).test(TestSplit.parse("1:1")), "empty", "at most 1 of 255");
  }

  @Test
  void refusesDamagedAndHugeImages() throws IOException {
    grey(2, 64, (x, y) -> (x * y) % 256);
    ImageFolder folder = ImageFolder.at(dir).tile(2).test(TestSplit.parse("1:1"));
    Path file = dir.resolve("image/0.png");
    byte[] whole = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(whole, whole.length / 2));
    refused(folder, "0.png cannot be read");
    byte[] huge = whole.clone();
    huge[16] = 0x7f;
    Files.write(file, huge);
    refused(folder, "0.png");
    Files.write(file, new byte[0]);
    refused(folder, "0.png is no image");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "0",
        "1",
        "1.0",
        "0.0",
        "-0.2",
        "1.5",
        "5:3",
        ":",
        "1:",
        "a:b",
        "24-29",
        "NaN",
        "99999999999:1"
      })
  void refusesABadTestPart(String text) {
    assertThatThrownBy(() -> TestSplit.parse(text))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("24:29");
  }

  @Test
  void aTestPartIsSpelledAsItIsRead() {
    assertThat(TestSplit.parse("24:29")).hasToString("24:29");
    assertThat(TestSplit.parse(".25")).hasToString("0.25");
  }

  private void grey(int count, int side, IntBinaryOperator value) throws IOException {
    for (int i = 0; i < count; i++) {
      save(dir, "image", i, "png", BufferedImage.TYPE_BYTE_GRAY, side, value);
      save(dir, "label", i, "png", BufferedImage.TYPE_BYTE_GRAY, side, value);
    }
  }

  /** Saves an image of raw grey values or, for RGB, of 0xrrggbb. */
  private static void save(
      Path folder, String sub, int number, String format, int type, int side, IntBinaryOperator v)
      throws IOException {
    BufferedImage image = new BufferedImage(side, side, type);
    for (int y = 0; y < side; y++) {
      for (int x = 0; x < side; x++) {
        int value = v.applyAsInt(x, y);
        if (type == BufferedImage.TYPE_INT_RGB) {
          image.setRGB(x, y, value);
        } else if (type == BufferedImage.TYPE_BYTE_INDEXED) {
          image.setRGB(x, y, value * 0x010101 | 0xff000000);
        } else {
          image.getRaster().setSample(x, y, 0, value);
        }
      }
    }
    Path file = folder.resolve(sub).resolve(number + "." + format);
    Files.createDirectories(file.getParent());
    assertThat(ImageIO.write(image, format, file.toFile())).isTrue();
  }

  private static void refused(ImageFolder folder, String... because) {
    assertThatThrownBy(folder::load)
        .isInstanceOf(UserError.class)
        .hasMessageContainingAll(because)
        .message()
        .hasLineCount(1);
  }
}
