package cortado.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cortado.UserError;
import cortado.tensor.NamedTensors;
import cortado.tensor.Shape;
import cortado.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** What flips and turns do to images, and to the masks that belong to them. */
class AugmenterProperties {
  private static final List<Augmentation> ALL = List.of(Augmentation.FLIP, Augmentation.ROTATE);

  /** Each number once, so that none can take another's place unseen. */
  private static float[] numbers(int count) {
    float[] all = new float[count];
    for (int i = 0; i < count; i++) {
      all[i] = i;
    }
    return all;
  }

  private static float[] laid(Orientation how, float[] image, int height, int width, int channels) {
    float[] to = new float[image.length];
    how.lay(image, 0, height, width, channels, to);
    return to;
  }

  @Property
  void fourTurnsLeaveAnImageAsItIs(
      @ForAll @IntRange(min = 1, max = 9) int size,
      @ForAll @IntRange(min = 1, max = 4) int channels) {
    float[] image = numbers(size * size * channels);
    float[] turned = image;
    for (int quarters = 1; quarters <= 4; quarters++) {
      turned = laid(new Orientation(1, false, false), turned, size, size, channels);
      Orientation atOnce = new Orientation(quarters % 4, false, false);
      assertThat(laid(atOnce, image, size, size, channels)).isEqualTo(turned);
    }
    assertThat(turned).isEqualTo(image);
  }

  @Property
  void aFlipUndoesItself(
      @ForAll @IntRange(min = 1, max = 9) int height,
      @ForAll @IntRange(min = 1, max = 9) int width,
      @ForAll @IntRange(min = 1, max = 4) int channels,
      @ForAll boolean upsideDown,
      @ForAll boolean mirrored) {
    Orientation flip = new Orientation(0, upsideDown, mirrored);
    float[] image = numbers(height * width * channels);
    float[] once = laid(flip, image, height, width, channels);
    assertThat(laid(flip, once, height, width, channels)).isEqualTo(image);
  }

  @Example
  void turnsAndFlipsGoTheWayTheyAreSaidTo() {
    float[] image = {1, 2, 3, 4};
    assertThat(laid(new Orientation(1, false, false), image, 2, 2, 1)).containsExactly(2, 4, 1, 3);
    assertThat(laid(new Orientation(0, true, false), image, 2, 2, 1)).containsExactly(3, 4, 1, 2);
    assertThat(laid(new Orientation(0, false, true), image, 2, 2, 1)).containsExactly(2, 1, 4, 3);
    assertThat(laid(new Orientation(1, true, false), image, 2, 2, 1)).containsExactly(1, 3, 2, 4);
    assertThatThrownBy(() -> laid(new Orientation(1, false, false), image, 1, 4, 1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  /** Three channels that tell pixels apart, with the first channel as the mask. */
  private static Samples pairs(int count, int height, int width) {
    float[] masks = numbers(count * height * width);
    float[] images = new float[3 * masks.length];
    for (int i = 0; i < images.length; i++) {
      images[i] = i % 3 == 0 ? masks[i / 3] : -i;
    }
    return new Samples(
        Tensor.of(Shape.of(count, height, width, 3), images),
        Tensor.of(Shape.of(count, height, width, 1), masks));
  }

  @Property(tries = 100)
  void imagesAndMasksStayAlignedAndKeepTheirPixels(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 5) int count,
      @ForAll @IntRange(min = 2, max = 8) int size) {
    Samples before = pairs(count, size, size);
    Samples after = new Augmenter(ALL, seed).next(before);
    float[] images = after.inputs().only().floats();
    float[] masks = after.targets().only().floats();
    for (int i = 0; i < masks.length; i++) {
      assertThat(images[3 * i]).isEqualTo(masks[i]);
      assertThat((int) masks[i] / (size * size)).as("its sample").isEqualTo(i / (size * size));
      assertThat(images[3 * i + 2]).as("its channels").isEqualTo(-3 * masks[i] - 2);
    }
    assertThat(masks).containsExactlyInAnyOrder(before.targets().only().floats());
  }

  @Property(tries = 20)
  void theSeedDecidesAndEachTimeIsAnother(@ForAll long seed) {
    Samples batch = pairs(16, 4, 4);
    Augmenter one = new Augmenter(ALL, seed);
    Augmenter two = new Augmenter(List.of(Augmentation.ROTATE, Augmentation.FLIP), seed);
    Set<List<Float>> seen = new HashSet<>();
    for (int time = 0; time < 3; time++) {
      float[] masks = one.next(batch).targets().only().floats();
      assertThat(two.next(batch).targets().only().floats()).isEqualTo(masks);
      List<Float> boxed = new ArrayList<>();
      for (float m : masks) {
        boxed.add(m);
      }
      seen.add(boxed);
    }
    assertThat(seen).hasSize(3);
  }

  @Example
  void allEightAreEquallyLikely() {
    int count = 8000;
    float[] corner = new float[4 * count];
    for (int i = 0; i < corner.length; i++) {
      corner[i] = i % 4;
    }
    Tensor images = Tensor.of(Shape.of(count, 2, 2, 1), corner);
    float[] laid = new Augmenter(ALL, 1).next(new Samples(images, images)).inputs().only().floats();
    int[] times = new int[16];
    for (int i = 0; i < count; i++) {
      times[(int) (4 * laid[4 * i] + laid[4 * i + 1])]++;
    }
    assertThat(IntStream.of(times).filter(t -> t > 0).boxed())
        .hasSize(8)
        .allMatch(t -> t > 850 && t < 1150);
  }

  /** A ramp stays a ramp but for its bends, and classes stay classes. */
  @Property(tries = 50)
  void aBendShiftsPixelsALittleAndMasksWithThem(@ForAll long seed) {
    int size = 40;
    float[] ramp = new float[size * size];
    float[] halves = new float[size * size];
    for (int i = 0; i < ramp.length; i++) {
      ramp[i] = i % size;
      halves[i] = i % size < size / 2 ? 0 : 7;
    }
    Shape shape = Shape.of(1, size, size, 1);
    Samples before = new Samples(Tensor.of(shape, ramp), Tensor.of(shape, halves));
    Samples after = new Augmenter(List.of(Augmentation.ELASTIC), seed).next(before);
    float[] bent = after.inputs().only().floats();
    float[] masks = after.targets().only().floats();
    double most = 0;
    for (int i = 0; i < bent.length; i++) {
      double shift = Math.abs(bent[i] - ramp[i]);
      most = Math.max(most, shift);
      assertThat(shift).isLessThanOrEqualTo(Warp.REACH * size + 1e-4);
      assertThat(masks[i]).isIn(0f, 7f);
      if (Math.abs(bent[i] - (size / 2 - 0.5)) > 0.51) {
        assertThat(masks[i]).isEqualTo(bent[i] < size / 2 - 0.5 ? 0 : 7);
      }
    }
    assertThat(most).isGreaterThan(0.2);
    assertThat(before.inputs().only().floats()).isEqualTo(ramp);
    assertThat(new Augmenter(List.of(Augmentation.ELASTIC), seed).next(before)).isEqualTo(after);
  }

  @Example
  void numbersOfAnImageStayAndImagesOfAnyShapeMayBeFlipped() {
    Tensor images = Tensor.of(Shape.of(2, 2, 3, 1), numbers(12));
    Tensor classes = Tensor.of(Shape.of(2, 1), 4, 5);
    Samples samples = new Samples(images, classes);
    Augmenter.requireFit(List.of(Augmentation.FLIP), samples);
    Augmenter flips = new Augmenter(List.of(Augmentation.FLIP), 7);
    for (int i = 0; i < 10; i++) {
      assertThat(flips.next(samples).targets().only()).isSameAs(classes);
    }
    assertThat(new Augmenter(List.of(), 7).next(samples)).isSameAs(samples);
  }

  @Example
  void whatCannotBeVariedIsRefused() {
    Tensor wide = Tensor.of(Shape.of(1, 2, 3, 1), numbers(6));
    Tensor series = Tensor.of(Shape.of(1, 6, 1), numbers(6));
    refused(new Samples(wide, wide), "inputs", "(?, 2, 3, 1)", "--augment flip");
    refused(new Samples(series, series), "inputs", "(?, 6, 1)", "leave --augment out");
    Tensor square = Tensor.of(Shape.of(1, 2, 2, 1), numbers(4));
    Tensor rows = Tensor.of(Shape.of(1, 4, 1), numbers(4));
    refused(new Samples(square, rows), "targets", "(?, 4, 1)", "leave --augment out");
    Tensor vector = Tensor.of(Shape.of(1, 4), numbers(4));
    Samples both = new Samples(NamedTensors.of(List.of(square, vector)), NamedTensors.of(square));
    refused(both, "inputs", "(?, 4)", "leave --augment out");
    assertThatThrownBy(() -> Augmentation.named("shear"))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("Received: shear. Allowed: flip, rotate, elastic.");
  }

  private static void refused(Samples samples, String... says) {
    assertThatThrownBy(() -> Augmenter.requireFit(ALL, samples))
        .isInstanceOf(UserError.class)
        .hasMessageContainingAll(says);
  }
}
