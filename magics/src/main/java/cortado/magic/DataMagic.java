package cortado.magic;

import cortado.UserError;
import cortado.data.ArrayFiles;
import cortado.data.ClassFolder;
import cortado.data.Dataset;
import cortado.data.ImageFolder;
import cortado.data.NamedFile;
import cortado.data.SyntheticCells;
import cortado.data.TestSplit;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "data",
    description = "Reads images and masks, or arrays, to train, calibrate and test on.",
    footer = {
      "",
      "%%data FOLDER --images image --masks label --tile 128 --test 24:29",
      "%%data FOLDER --images image --masks label --size 128 --test 0.2",
      "%%data FOLDER --images image --masks label --tile 128 --test 27:29 --validation 24:26",
      "%%data FOLDER --classes --size 64",
      "%%data cells --train 96 --test 32",
      "%%data --inputs x.npy --targets y.npy --test 0.2",
      "%%data --inputs left=a.npy right=b.npy --targets class=y.npy",
      "",
      "Arrays are taken as they are, samples first. Without targets they serve to calibrate,",
      "predict and time, not to train, and there is no loss."
    })
final class DataMagic implements Magic {
  private final MagicContext context;

  @Parameters(
      arity = "0..1",
      paramLabel = "FOLDER|cells",
      completionCandidates = Names.Datasets.class,
      description = "A folder of images and masks, or cells: synthetic membranes.")
  private Path source;

  @Option(
      names = "--images",
      paramLabel = "NAME",
      defaultValue = "image",
      description = "Sub-folder of the images; ${DEFAULT-VALUE} if not given.")
  private String images;

  @Option(
      names = "--masks",
      paramLabel = "NAME",
      defaultValue = "label",
      description = "Sub-folder of the masks; ${DEFAULT-VALUE} if not given.")
  private String masks;

  @Option(
      names = "--classes",
      description = "The folder has a sub-folder of images for each class; needs --size.")
  private boolean classes;

  @Option(
      names = "--inputs",
      arity = "1..*",
      paramLabel = "FILE",
      description =
          "Instead of a folder: .npy files, one for each input of the model, in its order or as NAME=FILE.")
  private List<NamedFile> inputs = List.of();

  @Option(
      names = "--targets",
      arity = "1..*",
      paramLabel = "FILE",
      description = "With --inputs: .npy files, one for each output of the model.")
  private List<NamedFile> targets = List.of();

  @Option(
      names = "--tile",
      paramLabel = "PIXELS",
      description = "Cuts each image into tiles of this size, in row-major order.")
  private Integer tile;

  @Option(
      names = "--size",
      paramLabel = "PIXELS",
      description = "Resizes each image to this size instead; the size of cells, 128 if not given.")
  private Integer size;

  @Option(
      names = "--test",
      paramLabel = "SPLIT",
      description =
          "What to test on: a range of numbers of images or samples 24:29, or a share 0.2 (if not given); for cells how many, 32 if not given.")
  private String test;

  @Option(
      names = "--validation",
      paramLabel = "SPLIT",
      description =
          "What to judge epochs of training by, with --until or --patience: a range, which is taken out of the other parts, or a share of what is not tested on; for cells how many. None if not given.")
  private String validation;

  @Option(
      names = "--train",
      paramLabel = "N",
      description = "How many cells to train on, 96 if not given.")
  private Integer train;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "7",
      description = "Decides the cells, and which images test; ${DEFAULT-VALUE} if not given.")
  private long seed;

  @Option(
      names = "--sha256",
      paramLabel = "HEX",
      description = "Refuses other samples than these, as recipes do that %%export wrote.")
  private String sha256;

  DataMagic(MagicContext context) {
    this.context = context;
  }

  @Override
  public Object call() {
    if ((source == null) == inputs.isEmpty()) {
      throw UserError.because("%data takes either a folder, cells or --inputs")
          .received(source == null ? "none of them" : source + " and --inputs")
          .next("%data FOLDER --tile 128, or %data --inputs x.npy --targets y.npy");
    }
    Dataset dataset =
        source == null
            ? arrays()
            : source.equals(Path.of("cells")) ? cells() : classes ? classes() : folder();
    if (sha256 != null && !sha256.equalsIgnoreCase(dataset.sha256())) {
      throw UserError.because("These are other samples than they should be")
          .received("SHA-256 " + dataset.sha256())
          .allowed(sha256)
          .next("look for the files that the recipe was written for, or leave --sha256 out");
    }
    return context.session().data(dataset);
  }

  private Dataset arrays() {
    if (tile != null || size != null || train != null) {
      throw UserError.because("Arrays are taken as they are, without --tile, --size and --train")
          .next("%data --inputs x.npy --targets y.npy --test 0.2");
    }
    ArrayFiles arrays = ArrayFiles.of(inputs, targets).seed(seed);
    arrays = test == null ? arrays : arrays.test(TestSplit.parse(test));
    return validation().map(arrays::validation).orElse(arrays).load();
  }

  private Dataset classes() {
    if (size == null || tile != null || train != null) {
      throw UserError.because("Images of classes are resized, so they take --size alone")
          .next("%data " + source + " --classes --size 64 --test 0.2");
    }
    TestSplit tested = TestSplit.parse(test == null ? "0.2" : test);
    return new ClassFolder(source, size, tested, validation(), seed).load();
  }

  private Dataset cells() {
    if (tile != null) {
      throw UserError.because("Cells are made in the size they have, not cut into tiles")
          .received("--tile " + tile)
          .next("%data cells --size " + tile);
    }
    int tests = test == null ? 32 : number("--test", test);
    return SyntheticCells.create()
        .train(train == null ? 96 : train)
        .test(tests)
        .validation(validation == null ? 0 : number("--validation", validation))
        .size(size == null ? 128 : size)
        .seed(seed)
        .load();
  }

  private Dataset folder() {
    if (!targets.isEmpty()) {
      throw UserError.because("--targets goes with --inputs; a folder has --masks")
          .received("--targets " + targets.get(0))
          .next("%data " + source + " --masks label");
    }
    if (train != null) {
      throw UserError.because("--train is for cells; a folder trains on what it does not test on")
          .received("--train " + train)
          .next("%data " + source + " --tile 128 --test 0.2");
    }
    ImageFolder folder = ImageFolder.at(source).images(images).masks(masks).seed(seed);
    folder = tile == null ? folder : folder.tile(tile);
    folder = size == null ? folder : folder.size(size);
    folder = folder.test(TestSplit.parse(test == null ? "0.2" : test));
    return validation().map(folder::validation).orElse(folder).load();
  }

  private Optional<TestSplit> validation() {
    return Optional.ofNullable(validation).map(TestSplit::parse);
  }

  private static int number(String option, String text) {
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw UserError.because(option + " of cells takes a number of images", e)
          .received(text)
          .next("%data cells " + option + " 32");
    }
  }
}
