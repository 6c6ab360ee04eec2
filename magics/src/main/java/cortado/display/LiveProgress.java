package cortado.display;

import cortado.magic.Console;
import java.time.Duration;
import java.util.function.LongSupplier;

/** A bar that shows its states no more often than somebody can see; the last one always. */
abstract class LiveProgress implements Console.ProgressBar {
  private final String title;
  private final LongSupplier nanos;
  private final long interval;
  private final long opened;
  private long shown;
  private double fraction;
  private String detail = "";
  private boolean closed;

  LiveProgress(String title, Duration interval, LongSupplier nanos) {
    this.title = title;
    this.nanos = nanos;
    this.interval = interval.toNanos();
    this.opened = nanos.getAsLong();
    this.shown = opened - this.interval;
  }

  abstract void show(Progress state);

  @Override
  public final synchronized void update(double fraction, String detail) {
    if (closed) {
      return;
    }
    this.fraction = fraction;
    this.detail = detail;
    long now = nanos.getAsLong();
    if (now - shown >= interval) {
      shown = now;
      show(state(now));
    }
  }

  @Override
  public final synchronized void close() {
    if (!closed) {
      closed = true;
      show(state(nanos.getAsLong()));
    }
  }

  private Progress state(long now) {
    return new Progress(title, fraction, detail, Duration.ofNanos(now - opened), closed);
  }
}
