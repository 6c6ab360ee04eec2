package cortado.magic;

import cortado.Choice;
import cortado.train.Decay;
import java.util.List;
import picocli.CommandLine.ITypeConverter;

/** How the learning rate falls, by the name that users give it. */
final class DecayName implements ITypeConverter<Decay> {
  @Override
  public Decay convert(String name) {
    return Choice.named(
        name, List.of(Decay.values()), Decay::id, "There is no such decay of the learning rate");
  }
}
