package cortado.tflite;

import static org.bytedeco.tensorflowlite.global.tensorflowlite.MakeTfLiteTelemetryProfiler;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.tensorflowlite.TelemetryProfiler;
import org.bytedeco.tensorflowlite.TfLiteTelemetryProfilerStruct;
import org.bytedeco.tensorflowlite.TfLiteTelemetrySettings;

/**
 * Is called by the runtime around each operator of the model itself, and by XNNPACK after a part of
 * the model with what each of its kernels took. To be kept until the interpreter is closed: the
 * runtime knows its callbacks by their addresses only.
 */
final class OperatorRecorder {
  /**
   * What one kernel took.
   *
   * @param index of the operator in the file; within a delegated part, of the kernel in that part
   */
  record Event(boolean delegated, int index, String name, double microseconds) {}

  private record Begun(boolean counts, int index, String name, long nanos) {}

  private final TfLiteTelemetryProfilerStruct callbacks = new TfLiteTelemetryProfilerStruct();
  private final List<Pointer> kept =
      List.of(
          new Begin(), new End(), new Elapsed(), new Telemetry(), new OfOperator(), new Settings());
  private final List<Begun> begun = new ArrayList<>();
  private List<Event> events = new ArrayList<>();

  OperatorRecorder() {
    callbacks.data(null);
    callbacks.ReportBeginOpInvokeEvent((Begin) kept.get(0))
        .ReportEndOpInvokeEvent((End) kept.get(1))
        .ReportOpInvokeEvent((Elapsed) kept.get(2))
        .ReportTelemetryEvent((Telemetry) kept.get(3))
        .ReportTelemetryOpEvent((OfOperator) kept.get(4))
        .ReportSettings((Settings) kept.get(5));
  }

  /** A new profiler, which an interpreter takes over. */
  TelemetryProfiler profiler() {
    return MakeTfLiteTelemetryProfiler(callbacks);
  }

  /** What was recorded since the last call, in the order of execution. */
  List<Event> take() {
    List<Event> taken = events;
    events = new ArrayList<>();
    begun.clear();
    return taken;
  }

  private final class Begin
      extends TfLiteTelemetryProfilerStruct
          .ReportBeginOpInvokeEvent_TfLiteTelemetryProfilerStruct_BytePointer_long_long {
    @Override
    public int call(
        TfLiteTelemetryProfilerStruct of, BytePointer name, long operator, long subgraph) {
      // An operator of another subgraph runs within one of the model, whose time includes it.
      begun.add(new Begun(subgraph == 0, (int) operator, name.getString(), System.nanoTime()));
      return begun.size() - 1;
    }
  }

  private final class End
      extends TfLiteTelemetryProfilerStruct
          .ReportEndOpInvokeEvent_TfLiteTelemetryProfilerStruct_int {
    @Override
    public void call(TfLiteTelemetryProfilerStruct of, int handle) {
      long now = System.nanoTime();
      if (handle >= 0 && handle < begun.size() && begun.get(handle).counts()) {
        Begun b = begun.get(handle);
        events.add(new Event(false, b.index(), b.name(), (now - b.nanos()) / 1e3));
      }
    }
  }

  private final class Elapsed
      extends TfLiteTelemetryProfilerStruct
          .ReportOpInvokeEvent_TfLiteTelemetryProfilerStruct_BytePointer_long_long_long {
    @Override
    public void call(
        TfLiteTelemetryProfilerStruct of,
        BytePointer name,
        long microseconds,
        long kernel,
        long subgraph) {
      events.add(new Event(true, (int) kernel, name.getString(), microseconds));
    }
  }

  private static final class Telemetry
      extends TfLiteTelemetryProfilerStruct
          .ReportTelemetryEvent_TfLiteTelemetryProfilerStruct_BytePointer_long {
    @Override
    public void call(TfLiteTelemetryProfilerStruct of, BytePointer name, long status) {}
  }

  private static final class OfOperator
      extends TfLiteTelemetryProfilerStruct
          .ReportTelemetryOpEvent_TfLiteTelemetryProfilerStruct_BytePointer_long_long_long {
    @Override
    public void call(
        TfLiteTelemetryProfilerStruct of,
        BytePointer name,
        long operator,
        long subgraph,
        long status) {}
  }

  private static final class Settings
      extends TfLiteTelemetryProfilerStruct
          .ReportSettings_TfLiteTelemetryProfilerStruct_BytePointer_TfLiteTelemetrySettings {
    @Override
    public void call(
        TfLiteTelemetryProfilerStruct of, BytePointer name, TfLiteTelemetrySettings settings) {}
  }
}
