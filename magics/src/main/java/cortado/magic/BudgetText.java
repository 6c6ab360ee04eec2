package cortado.magic;

import cortado.train.ErrorBudget;
import picocli.CommandLine.ITypeConverter;

/** An error budget as users write it. */
final class BudgetText implements ITypeConverter<ErrorBudget> {
  @Override
  public ErrorBudget convert(String text) {
    return ErrorBudget.parse(text);
  }
}
