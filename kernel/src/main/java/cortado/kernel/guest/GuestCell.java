package cortado.kernel.guest;

import cortado.session.Session;

/** What Java code in a cell of another kernel can call by its bare name. */
public final class GuestCell {
  private static volatile Guest guest;

  private GuestCell() {}

  static void serve(Guest guest) {
    GuestCell.guest = guest;
  }

  /** The session that magics work on, for what its Java API offers beyond them. */
  public static Session session() {
    return guest().session();
  }

  /**
   * Runs a magic from Java code, in a loop for instance.
   *
   * @param line such as {@code "%prune " + sparsity}; the percent sign may be left out
   * @return its value, or null
   */
  public static Object magic(String line) {
    return guest().run(line.startsWith("%") ? line : "%" + line);
  }

  private static Guest guest() {
    if (guest == null) {
      throw new IllegalStateException("session() and magic() work in a cell of a kernel");
    }
    return guest;
  }
}
