package cortado.magic;

import cortado.Choice;
import cortado.UserError;
import cortado.graph.Graph;
import cortado.graph.UNet;
import cortado.graph.Vgg;
import cortado.tensor.Shape;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The kinds of fresh models, with what they have if nothing else is asked for. */
enum Architecture {
  UNET(128, 1, List.of(8, 16, 32, 64, 128), List.of(), 1) {
    @Override
    Graph graph(Form form) {
      if (!form.dense().isEmpty() || form.classes() != 1) {
        throw UserError.because("A U-Net has no --dense and no --classes: it makes masks")
            .next("%model unet --filters 8,16,32 --size 128, or %model vgg");
      }
      return UNet.of(form.size(), form.channels(), form.filters());
    }
  },
  /** Small enough to be trained on a CPU. */
  VGG(64, 1, List.of(8, 16, 32, 64), List.of(64), 2) {
    @Override
    Graph graph(Form form) {
      List<Integer> pairs = form.filters().stream().map(f -> 2).toList();
      return Vgg.of(id(), form.image(), pairs, form.filters(), form.head());
    }
  },
  VGG16(224, 3, List.of(64, 128, 256, 512, 512), List.of(4096, 4096), 1000) {
    @Override
    Graph graph(Form form) {
      return Vgg.of(id(), form.image(), Vgg.DEPTHS_16, form.filters(), form.head());
    }
  };

  /**
   * The numbers that an architecture leaves open.
   *
   * @param size height and width of the image in pixels
   * @param filters of each level or block
   * @param dense units of the fully connected layers
   */
  record Form(int size, int channels, List<Integer> filters, List<Integer> dense, int classes) {
    Shape image() {
      return Shape.of(size, size, channels);
    }

    Vgg.Head head() {
      return new Vgg.Head(dense, classes);
    }
  }

  private final Form usual;

  Architecture(int size, int channels, List<Integer> filters, List<Integer> dense, int classes) {
    this.usual = new Form(size, channels, filters, dense, classes);
  }

  abstract Graph graph(Form form);

  Form usual() {
    return usual;
  }

  String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** What makes the same model again. */
  String line(Form f) {
    String text =
        "model %s --filters %s --size %d --channels %d"
            .formatted(id(), commas(f.filters()), f.size(), f.channels());
    return this == UNET
        ? text
        : text
            + (f.dense().isEmpty() ? "" : " --dense " + commas(f.dense()))
            + " --classes "
            + f.classes();
  }

  private static String commas(List<Integer> numbers) {
    return numbers.stream().map(String::valueOf).collect(Collectors.joining(","));
  }

  static List<String> names() {
    return Stream.of(values()).map(Architecture::id).toList();
  }

  /**
   * @throws UserError if there is none of this name
   */
  static Architecture named(String name) {
    return Choice.named(name, List.of(values()), Architecture::id, "There is no such model");
  }
}
