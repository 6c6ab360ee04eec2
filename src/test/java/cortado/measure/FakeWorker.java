package cortado.measure;

import cortado.measure.worker.Worker;
import cortado.measure.worker.WorkerRuntime;
import cortado.tensor.Predictor;
import cortado.tensor.Tensor;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A child whose runtime doubles its input, or meets the end that the runtime's id names. */
final class FakeWorker {
  private FakeWorker() {}

  public static void main(String[] args) {
    PrintStream replies = System.out;
    System.setOut(System.err);
    System.exit(new Worker(System.in, replies, Fake::new).run());
  }

  private record Fake(String id) implements WorkerRuntime, Predictor {
    @Override
    public String load() {
      if (id.equals("unlinked")) {
        throw new UnsatisfiedLinkError("no tensorflow_cc in java.library.path");
      }
      return "fake 1.0";
    }

    @Override
    public Predictor open(Path artifact, int threads) {
      return this;
    }

    @Override
    public List<Tensor> predict(List<Tensor> inputs) {
      switch (id) {
        case "killed" -> kill();
        case "exits" -> {
          System.err.println("the library gave up");
          System.err.println("\tat library.Inner.call(Inner.java:7)");
          Runtime.getRuntime().halt(42);
        }
        case "hangs" -> sleep();
        case "devours" -> devour();
        case "full" -> throw new InternalError("a fault occurred in an unsafe memory access");
        case "throws" -> throw new IllegalStateException("unexpected shape");
        case "chats" -> System.err.println("a warning");
        case "segfaults" -> segfault();
        default -> {}
      }
      Tensor in = inputs.get(0);
      float[] values = in.floats();
      for (int i = 0; i < values.length; i++) {
        values[i] *= 2;
      }
      return List.of(Tensor.of(in.shape(), values));
    }

    private static void kill() {
      try {
        new ProcessBuilder("kill", "-9", Long.toString(ProcessHandle.current().pid())).start();
      } catch (java.io.IOException e) {
        throw new java.io.UncheckedIOException(e);
      }
      sleep();
    }

    private static void segfault() {
      try {
        Class<?> unsafe = Class.forName("sun.misc.Unsafe");
        var field = unsafe.getDeclaredField("theUnsafe");
        field.setAccessible(true);
        unsafe.getMethod("putLong", long.class, long.class).invoke(field.get(null), 8L, 1L);
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException(e);
      }
    }

    private static void sleep() {
      try {
        Thread.sleep(600_000);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    private static void devour() {
      List<float[]> held = new ArrayList<>();
      while (held.size() < 10_000) {
        held.add(new float[1 << 22]);
      }
      throw new IllegalStateException("held " + held.size());
    }

    @Override
    public void close() {}
  }
}
