package cortado.magic;

import cortado.UserError;
import cortado.train.Loss;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import picocli.CommandLine.ITypeConverter;

/** The losses by the names that users give them. */
final class LossName implements ITypeConverter<Loss> {
  private static final Map<String, Loss> LOSSES = new LinkedHashMap<>();

  static {
    Stream.of(
            Loss.FocalTversky.DEFAULT,
            new Loss.BinaryCrossEntropy(),
            new Loss.Dice(1),
            new Loss.CategoricalCrossEntropy(),
            new Loss.SparseCategoricalCrossEntropy(),
            new Loss.MeanSquaredError(),
            new Loss.MeanAbsoluteError(),
            new Loss.Huber(1))
        .forEach(l -> LOSSES.put(l.id(), l));
  }

  static List<String> names() {
    return List.copyOf(LOSSES.keySet());
  }

  @Override
  public Loss convert(String name) {
    Loss loss = LOSSES.get(name);
    if (loss == null) {
      throw UserError.because("There is no such loss")
          .received(name)
          .allowed(String.join(", ", names()));
    }
    return loss;
  }
}
