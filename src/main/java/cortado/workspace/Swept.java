package cortado.workspace;

import java.util.List;

/**
 * What was taken away for good.
 *
 * @param what each, in words
 * @param bytes that the disk has back
 */
public record Swept(List<String> what, long bytes) {
  public Swept {
    what = List.copyOf(what);
  }
}
