package cortado.magic;

import cortado.Choice;
import cortado.train.Loss;
import java.util.List;
import picocli.CommandLine.ITypeConverter;

/** The losses by the names that users give them. */
final class LossName implements ITypeConverter<Loss> {
  static List<String> names() {
    return Loss.named().stream().map(Loss::id).toList();
  }

  @Override
  public Loss convert(String name) {
    return Choice.named(name, Loss.named(), Loss::id, "There is no such loss");
  }
}
