package cortado.quantize;

import cortado.ops.Program;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The ranges that codes are to cover, found on representative data.
 *
 * @param ranges by the names of a program's values
 * @param warnings what looked wrong, in sentences
 * @param channels by the names of those values whose channels were looked at
 */
public record Calibration(
    Map<String, Range> ranges, List<String> warnings, Map<String, Channels> channels) {
  public Calibration {
    ranges = Map.copyOf(ranges);
    channels = Map.copyOf(channels);
    warnings = List.copyOf(warnings);
  }

  public Calibration(Map<String, Range> ranges) {
    this(ranges, List.of(), Map.of());
  }

  /** What the observers of a program's values found on so many samples. */
  public static Calibration of(Program program, Collection<ValueObserver> observers, int samples) {
    Map<String, ValueObserver> byName =
        observers.stream().collect(Collectors.toMap(ValueObserver::name, o -> o, (a, b) -> b));
    return new Calibration(
        byName.values().stream()
            .collect(Collectors.toMap(ValueObserver::name, ValueObserver::range)),
        Doubts.of(program, byName, samples),
        byName.values().stream()
            .collect(Collectors.toMap(ValueObserver::name, ValueObserver::eachChannel)));
  }

  /** The channels of a value; empty if they were not looked at. */
  Optional<Channels> channels(String value) {
    return Optional.ofNullable(channels.get(value));
  }

  /**
   * The range of the value of this name.
   *
   * @throws IllegalArgumentException if it was not observed
   */
  public Range range(String value) {
    Range r = ranges.get(value);
    if (r == null) {
      throw new IllegalArgumentException(
          "the value '" + value + "' was not calibrated, only " + ranges.keySet());
    }
    return r;
  }
}
