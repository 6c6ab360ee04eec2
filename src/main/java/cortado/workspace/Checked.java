package cortado.workspace;

import java.util.List;

/**
 * What reading all files of the store found.
 *
 * @param files that were read
 * @param bytes of them
 * @param faults in sentences; none if each is what was written
 */
public record Checked(int files, long bytes, List<String> faults) {
  public Checked {
    faults = List.copyOf(faults);
  }
}
