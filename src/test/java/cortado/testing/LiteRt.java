package cortado.testing;

import cortado.tensor.Npy;
import cortado.tensor.Tensor;
import java.nio.file.Path;

/** The official Python runtime, ai-edge-litert, for files of one input and one output. */
public final class LiteRt {
  private static final String RUN =
      """
      import sys, numpy as np
      from ai_edge_litert.interpreter import Interpreter
      model, x, out = sys.argv[1], np.load(sys.argv[2]), sys.argv[3]
      interpreter = Interpreter(model, num_threads=1)
      interpreter.allocate_tensors()
      i, = interpreter.get_input_details()
      o, = interpreter.get_output_details()
      def codes(x):
          scale, zero = i['quantization']
          if scale == 0:
              return x
          kind = np.iinfo(i['dtype'])
          steps = x.astype(np.float64) / scale
          rounded = np.copysign(np.floor(np.abs(steps) + 0.5), steps) + zero
          return np.clip(rounded, kind.min, kind.max).astype(i['dtype'])
      def numbers(y):
          scale, zero = o['quantization']
          return y if scale == 0 else (np.float32(scale) * (y.astype(np.int32) - zero))
      ys = []
      for sample in x:
          interpreter.set_tensor(i['index'], codes(sample[None]))
          interpreter.invoke()
          ys.append(numbers(interpreter.get_tensor(o['index'])))
      np.save(out, np.concatenate(ys).astype(np.float32))
      """;

  private LiteRt() {}

  /**
   * Runs a file; the test is skipped where there is no Python for tests.
   *
   * @param input float32, samples first
   * @param dir for the arrays
   */
  public static Tensor run(Path file, Tensor input, Path dir) {
    Path python = Python.with("ai_edge_litert", "numpy");
    Path x = dir.resolve("litert-x.npy");
    Path y = dir.resolve("litert-y.npy");
    Npy.write(x, input);
    Python.run(python, RUN, file.toString(), x.toString(), y.toString());
    return Npy.read(y);
  }
}
