package cortado.explain;

/**
 * Another file that was run beside, so that a time or a size has something to be compared with.
 *
 * @param role why this one
 */
public record Reference(Account account, Role role) {
  /** What a reference is to the file that is explained. */
  public enum Role {
    /** The float32 model that was quantized. */
    FLOAT_PARENT,
    /** The model before it was pruned. */
    DENSE_ANCESTOR,
    /** The same file with XNNPACK. */
    SAME_WITH_XNNPACK,
    /** What the user named. */
    CHOSEN
  }

  String name() {
    return account.name();
  }
}
