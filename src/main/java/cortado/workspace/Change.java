package cortado.workspace;

import java.util.List;

/** What was done to variants that were there. */
public sealed interface Change {

  /** They can be restored until {@link Housekeeping#sweep}. */
  record Dropped(List<String> variants) implements Change {
    public Dropped {
      variants = List.copyOf(variants);
    }
  }

  /** Dropped variants came back, under these names. */
  record Restored(List<String> variants) implements Change {
    public Restored {
      variants = List.copyOf(variants);
    }
  }

  /** A variant has another name. */
  record Renamed(String from, String to) implements Change {}
}
