package cortado.kernel.guest;

/**
 * What a magic cannot do, as other kernels are told. They wrap exceptions of magics in traces of
 * their own, but let errors through; this one has no frames.
 */
public final class MagicError extends Error {
  private static final long serialVersionUID = 1;

  MagicError(Exception cause) {
    super(cause.getMessage(), null, false, false);
  }
}
