package cortado.magic;

import java.util.ArrayList;
import java.util.List;

/** Remembers what magics show while they run. */
final class RecordingConsole implements Console {
  final List<Object> shown = new ArrayList<>();
  final List<Double> fractions = new ArrayList<>();
  int openBars;

  @Override
  public void show(Object value) {
    shown.add(value);
  }

  @Override
  public ProgressBar progress(String title) {
    openBars++;
    return new ProgressBar() {
      @Override
      public void update(double fraction, String detail) {
        fractions.add(fraction);
      }

      @Override
      public void close() {
        openBars--;
      }
    };
  }
}
