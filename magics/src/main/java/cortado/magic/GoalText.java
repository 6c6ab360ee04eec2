package cortado.magic;

import cortado.train.LossGoal;
import picocli.CommandLine.ITypeConverter;

/** A goal of training as users write it. */
final class GoalText implements ITypeConverter<LossGoal> {
  @Override
  public LossGoal convert(String text) {
    return LossGoal.parse(text);
  }
}
