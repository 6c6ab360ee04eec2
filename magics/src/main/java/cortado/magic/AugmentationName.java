package cortado.magic;

import cortado.data.Augmentation;
import picocli.CommandLine.ITypeConverter;

/** An augmentation by the name that users give it. */
final class AugmentationName implements ITypeConverter<Augmentation> {
  @Override
  public Augmentation convert(String name) {
    return Augmentation.named(name);
  }
}
