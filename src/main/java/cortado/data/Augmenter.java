package cortado.data;

import cortado.UserError;
import cortado.tensor.NamedTensors;
import cortado.tensor.Shape;
import cortado.tensor.Tensor;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/**
 * Varies batches of training samples as they are put together, from one seed: each sample otherwise
 * each time, its images and masks alike.
 */
public final class Augmenter {
  private static final int IMAGE = 4;
  private static final int PER_IMAGE = 2;

  private final List<Augmentation> ways;
  private final SplittableRandom random;

  /**
   * @param ways none leaves all batches as they are
   */
  public Augmenter(List<Augmentation> ways, long seed) {
    this.ways = Augmentation.ordered(ways);
    this.random = new SplittableRandom(seed);
  }

  /**
   * Finds out whether samples can be varied so.
   *
   * @throws UserError if they are not images, or not square and to be rotated
   */
  public static void requireFit(List<Augmentation> ways, Samples samples) {
    if (ways.isEmpty()) {
      return;
    }
    for (Tensor t : samples.inputs().tensors()) {
      requireImages("inputs", ways, t.shape());
    }
    for (Tensor t : samples.targets().tensors()) {
      // Of other ranks, it cannot be told which numbers belong to which pixel.
      if (t.shape().rank() > PER_IMAGE) {
        requireImages("targets", ways, t.shape());
      }
    }
  }

  private static void requireImages(String what, List<Augmentation> ways, Shape shape) {
    Shape each = shape.withDim(0, Shape.UNKNOWN);
    if (shape.rank() != IMAGE) {
      throw UserError.because("Only images can be augmented, and the " + what + " are none")
          .received(each)
          .allowed(
              "inputs (samples, height, width, channels); targets likewise, or (samples, numbers)")
          .next("leave --augment out");
    }
    if (ways.contains(Augmentation.ROTATE) && shape.dim(1) != shape.dim(2)) {
      throw UserError.because("Only squares can be rotated by 90 degrees")
          .received(what + " " + each)
          .allowed("as high as wide")
          .next("--augment flip, or %data with square images");
    }
  }

  /** The next batch, varied; targets that are not masks stay as they are. */
  public Samples next(Samples batch) {
    if (ways.isEmpty()) {
      return batch;
    }
    List<Variation> each = Stream.generate(this::draw).limit(batch.count()).toList();
    return new Samples(varied(batch.inputs(), each, false), varied(batch.targets(), each, true));
  }

  /** How one sample is varied. */
  private record Variation(Orientation orientation, Optional<Warp> warp) {}

  private Variation draw() {
    boolean flips = ways.contains(Augmentation.FLIP);
    boolean upsideDown = flips && random.nextBoolean();
    boolean mirrored = flips && random.nextBoolean();
    int quarters = ways.contains(Augmentation.ROTATE) ? random.nextInt(4) : 0;
    boolean bends = ways.contains(Augmentation.ELASTIC);
    return new Variation(
        new Orientation(quarters, upsideDown, mirrored),
        bends ? Optional.of(new Warp(random)) : Optional.empty());
  }

  private static NamedTensors varied(NamedTensors batch, List<Variation> each, boolean masks) {
    return new NamedTensors(
        batch.names(), batch.tensors().stream().map(t -> varied(t, each, masks)).toList());
  }

  private static Tensor varied(Tensor images, List<Variation> each, boolean masks) {
    Shape s = images.shape();
    if (s.rank() != IMAGE) {
      return images;
    }
    float[] from = images.floats();
    float[] laid = new float[from.length];
    for (int i = 0; i < each.size(); i++) {
      int at = from.length / each.size() * i;
      Variation v = each.get(i);
      v.orientation().lay(from, at, s.dim(1), s.dim(2), s.dim(3), laid);
      // What was laid out of it is not read again, so the bent image takes its place.
      v.warp().ifPresent(w -> w.bend(laid, at, s.dim(1), s.dim(2), s.dim(3), masks, from));
    }
    boolean bent = each.stream().anyMatch(v -> v.warp().isPresent());
    return Tensor.of(s, bent ? from : laid);
  }
}
