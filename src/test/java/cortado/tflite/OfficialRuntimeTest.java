package cortado.tflite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import cortado.graph.Model;
import cortado.graph.UNet;
import cortado.keras.KerasReader;
import cortado.ops.Initializer;
import cortado.ops.Lowering;
import cortado.ops.Program;
import cortado.ops.Rewrites;
import cortado.quantize.Calibration;
import cortado.quantize.QuantizationPlan;
import cortado.quantize.Scheme;
import cortado.tensor.Npy;
import cortado.tensor.Predictor;
import cortado.tensor.Tensor;
import cortado.testing.Differences;
import cortado.testing.Fixtures;
import cortado.testing.Python;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** The official Python runtime computes the files as Cortado's does, to the same codes. */
@Tag("slow")
class OfficialRuntimeTest {
  /** Feeds numbers, in codes where the file takes codes, and saves what comes out as it is. */
  private static final String RUN =
      """
      import sys, numpy as np
      from ai_edge_litert.interpreter import Interpreter, OpResolverType
      kinds = {'XNNPACK': OpResolverType.AUTO,
               'BUILT_IN': OpResolverType.BUILTIN_WITHOUT_DEFAULT_DELEGATES}
      for line in open(sys.argv[1]).read().splitlines():
          model, x, y, kernels = line.split('|')
          interpreter = Interpreter(
              model, num_threads=1, experimental_op_resolver_type=kinds[kernels])
          interpreter.allocate_tensors()
          i, = interpreter.get_input_details()
          o, = interpreter.get_output_details()
          ys = []
          for sample in np.load(x)[:, None]:
              scale, zero = i['quantization']
              if scale:
                  kind, steps = np.iinfo(i['dtype']), sample.astype(np.float64) / scale
                  codes = np.copysign(np.floor(np.abs(steps) + 0.5), steps) + zero
                  sample = np.clip(codes, kind.min, kind.max).astype(i['dtype'])
              interpreter.set_tensor(i['index'], sample)
              interpreter.invoke()
              ys.append(interpreter.get_tensor(o['index']))
          codes = np.concatenate(ys)
          scale, zero = o['quantization']
          if scale:
              codes = np.float32(scale) * (codes.astype(np.int32) - zero).astype(np.float32)
          np.save(y, codes)
      """;

  private static final List<String> SCHEMES =
      List.of(
          "float32", "float16", "dynamic", "int4", "int8", "int8 --io int8", "uint8", "int16x8");

  /** Well above the 10 to 30 dB that rounding to int4 leaves. */
  private static final double DECIBELS_OF_INT4 = 40;

  private static final double CODES_OF_INT16 = 8.0 / 32768;

  @TempDir Path dir;

  private record Case(String name, Path file, Path input, Path official, Kernels kernels) {}

  @ParameterizedTest
  @FieldSource("SCHEMES")
  void filesOfFixturesGiveTheSame(String scheme) {
    Map<String, Program> programs = new LinkedHashMap<>();
    for (String name :
        List.of(
            "unet-isbi",
            "k2_mobile_residual",
            "k2_vgg_tiny",
            "k2_conv1d",
            "k2_unet_nearest_dropout_leaky",
            "k2_unet_bilinear_elu")) {
      programs.put(name, inference(KerasReader.read(Fixtures.model(name))));
      copy(Fixtures.file(name + ".input.npy"), input(name));
    }
    agree(programs, scheme);
  }

  @Test
  void filesOfAFreshNetworkGiveTheSame() {
    Program unet = inference(Initializer.initialize(UNet.of(32, 3, List.of(4, 8)), 3));
    Npy.write(input("unet"), Programs.normal(1, 2, 32, 32, 3));
    for (String scheme : SCHEMES) {
      agree(Map.of("unet", unet), scheme);
    }
  }

  private void agree(Map<String, Program> programs, String scheme) {
    Path python = Python.with("ai_edge_litert", "numpy");
    List<Case> cases = new ArrayList<>();
    programs.forEach(
        (name, program) -> {
          Path file = write(name, program, scheme);
          for (Kernels kernels : alike(scheme)) {
            Path official = dir.resolve(name + "-" + kernels + ".npy");
            cases.add(new Case(name, file, input(name), official, kernels));
          }
        });
    run(python, cases);
    for (Case c : cases) {
      Tensor official = Npy.read(c.official());
      Tensor ours = ours(c);
      String what = c.name() + " " + scheme + ", kernels " + c.kernels();
      if (scheme.equals("int16x8")) {
        // Its kernels for int16 round some sums otherwise, which adds up to few codes of 65,536.
        assertThat(Differences.largest(official, ours)).as(what).isLessThan(CODES_OF_INT16);
      } else if (scheme.equals("int4")) {
        // XNNPACK leaves these convolutions to the built-in kernels, see alike().
        assertThat(Signals.sqnr(official, ours)).as(what).isGreaterThan(DECIBELS_OF_INT4);
      } else if (scheme.contains("int")) {
        // A number is its code times the scale, so that equal numbers are equal codes. The sigmoid
        // at the end is of real numbers, which the built-in kernels of two builds round otherwise.
        float most = c.kernels() == Kernels.XNNPACK ? 0 : 1e-6f;
        assertThat(ours.floats()).as(what).containsExactly(official.floats(), within(most));
      } else {
        assertThat(Differences.relative(official, ours)).as(what).isLessThan(1e-5);
      }
    }
  }

  /**
   * The kernels that both builds have alike. The built-in kernels of hybrid products, of uint8 and
   * of transposed convolutions in int8 are built with other matrix products in ai-edge-litert
   * 2.3.0, which round some sums to another code; those of 2.21 are nearer the reference kernels.
   */
  private static List<Kernels> alike(String scheme) {
    return scheme.equals("float32") || scheme.equals("float16") || scheme.equals("int8")
        ? List.of(Kernels.values())
        : List.of(Kernels.XNNPACK);
  }

  private Path write(String name, Program p, String scheme) {
    Calibration calibration = Calibrator.calibrate(p, Npy.read(input(name)));
    Scheme s =
        scheme.contains("--io") ? new Scheme.FullInteger(Scheme.Edge.INT8) : Scheme.of(scheme);
    Path file = dir.resolve(name + ".tflite");
    TfliteWriter.write(p, QuantizationPlan.of(s, p, calibration), file);
    return file;
  }

  private void run(Path python, List<Case> cases) {
    List<String> lines =
        cases.stream()
            .map(c -> c.file() + "|" + c.input() + "|" + c.official() + "|" + c.kernels())
            .toList();
    Path list = dir.resolve("cases.txt");
    try {
      Files.write(list, lines);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Python.run(python, RUN, list.toString());
  }

  private static Tensor ours(Case c) {
    try (Predictor predictor = TflitePredictor.open(c.file(), 1, c.kernels())) {
      return predictor.predict(Npy.read(c.input()));
    }
  }

  private static Program inference(Model model) {
    return Rewrites.forInference(Lowering.lower(model));
  }

  private Path input(String name) {
    return dir.resolve(name + ".input.npy");
  }

  private static void copy(Path from, Path to) {
    try {
      Files.copy(from, to);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
