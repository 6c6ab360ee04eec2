package cortado.shell;

/** Carries a failure out of the depth of a cell. */
final class CellFailure extends RuntimeException {
  private final transient CellResult.Failure failure;

  CellFailure(CellResult.Failure failure, Throwable cause) {
    super(failure.message(), cause, false, false);
    this.failure = failure;
  }

  CellResult.Failure failure() {
    return failure;
  }
}
