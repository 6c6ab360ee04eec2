package cortado.prune;

/** How far to prune. */
public sealed interface PruningGoal permits Sparsity, ParameterGoal {
  /**
   * What is left of so many parameters, by which goals of one kind are ordered.
   *
   * @param present parameters before
   */
  double left(long present);
}
