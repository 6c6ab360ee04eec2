package cortado.data;

import cortado.Choice;
import cortado.UserError;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A way to vary the images that are trained on, and their masks with them. */
public enum Augmentation {
  /** Upside down, left to right, both or neither, each with the same chance. */
  FLIP,
  /** By 0, 90, 180 or 270 degrees, each with the same chance. */
  ROTATE,
  /** Bent smoothly, by up to a twentieth of the image. */
  ELASTIC;

  /**
   * The one of a name.
   *
   * @throws UserError if there is none
   */
  public static Augmentation named(String name) {
    List<Augmentation> all = List.of(values());
    return Choice.named(
        name, all, Augmentation::id, "There is no such augmentation", "--augment " + text(all));
  }

  /** The same ones, each once and in one order, so that equal choices are equal lists. */
  public static List<Augmentation> ordered(Collection<Augmentation> some) {
    return some.stream().distinct().sorted().toList();
  }

  /** As the user names them: {@code flip,rotate}. */
  public static String text(List<Augmentation> some) {
    return some.stream().map(Augmentation::id).collect(Collectors.joining(","));
  }

  /** As the user names it: {@code flip}. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  @Override
  public String toString() {
    return id();
  }
}
