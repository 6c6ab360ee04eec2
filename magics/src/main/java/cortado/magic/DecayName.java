package cortado.magic;

import cortado.UserError;
import cortado.train.Decay;
import java.util.stream.Stream;
import picocli.CommandLine.ITypeConverter;

/** How the learning rate falls, by the name that users give it. */
final class DecayName implements ITypeConverter<Decay> {
  @Override
  public Decay convert(String name) {
    return Stream.of(Decay.values())
        .filter(d -> d.id().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                UserError.because("There is no such decay of the learning rate")
                    .received(name)
                    .allowed(String.join(", ", new Names.Decays())));
  }
}
