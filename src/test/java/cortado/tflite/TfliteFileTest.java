package cortado.tflite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cortado.UserError;
import cortado.graph.UNet;
import cortado.ops.Initializer;
import cortado.ops.Lowering;
import cortado.ops.Rewrites;
import cortado.quantize.QuantizationPlan;
import cortado.quantize.Scheme;
import cortado.tensor.Shape;
import cortado.testing.Fixtures;
import cortado.testing.Python;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files are read without being run, whoever wrote them and whatever befell them. */
class TfliteFileTest {
  @TempDir Path dir;

  private static Path converter(String kind) {
    return Fixtures.file("converter/unet-isbi-" + kind + ".tflite");
  }

  @Test
  void aFileOfTheConverterIsDescribed() {
    TfliteFile file = TfliteFile.read(converter("int8"));

    TfliteFile.TensorEntry input = file.inputs().get(0);
    assertThat(input.type()).isEqualTo(TensorType.INT8);
    assertThat(input.shape().withDim(0, 1)).isEqualTo(Shape.of(1, 128, 128, 1));
    assertThat(input.codes().scales()).hasSize(1);
    assertThat(input.codes().zeroPoints()).containsExactly(-128L);
    assertThat(file.main().operators())
        .extracting(TfliteFile.Operator::name)
        .contains("CONV_2D", "TRANSPOSE_CONV", "MAX_POOL_2D", "CONCATENATION", "LOGISTIC");
    assertThat(file.inputNames()).hasSize(1);
    assertThat(file.metadata()).contains("min_runtime_version");
    TfliteWeights weights = TfliteWeights.of(file, converter("int8"));
    // Batch norm is folded: less than the 487,881 of the Keras model.
    assertThat(weights.parameters()).isBetween(485_000L, 487_881L);
    assertThat(weights.sparsity()).isLessThan(0.05);
    TfliteWeights sparse =
        TfliteWeights.of(TfliteFile.read(converter("tfmot-qat-int8")), converter("tfmot-qat-int8"));
    assertThat(sparse.parameters()).isEqualTo(weights.parameters());
  }

  @ParameterizedTest
  @ValueSource(strings = {"f32", "f16", "dyn", "int8", "tfmot-qat-int8"})
  @Tag("slow")
  void theOfficialRuntimeSeesTheSame(String kind) {
    Path python = Python.with("ai_edge_litert");
    String program =
        """
        import sys
        from ai_edge_litert.interpreter import Interpreter, OpResolverType
        i = Interpreter(sys.argv[1],
            experimental_op_resolver_type=OpResolverType.BUILTIN_WITHOUT_DEFAULT_DELEGATES)
        for d in i.get_input_details() + i.get_output_details():
            print(d["name"], [int(n) for n in d["shape"]], d["dtype"].__name__, d["quantization"][1])
        print(" ".join(o["op_name"] for o in i._get_ops_details() if o["op_name"] != "DELEGATE"))
        """;
    String[] lines = Python.run(python, program, converter(kind).toString()).split("\n");
    TfliteFile file = TfliteFile.read(converter(kind));
    List<String> ours = new ArrayList<>();
    for (var t : List.of(file.inputs().get(0), file.outputs().get(0))) {
      long zero = t.codes().isQuantized() ? t.codes().zeroPoints().get(0) : 0;
      ours.add(
          t.name()
              + " "
              + Arrays.toString(t.shape().withDim(0, 1).dims())
              + " "
              + t.type().name().toLowerCase(java.util.Locale.ROOT)
              + " "
              + zero);
    }
    ours.add(
        String.join(" ", file.main().operators().stream().map(TfliteFile.Operator::name).toList()));
    assertThat(Arrays.copyOfRange(lines, lines.length - 3, lines.length))
        .containsExactlyElementsOf(ours);
  }

  private Path ours() {
    var model = Initializer.initialize(UNet.of(16, 1, List.of(2, 4)), 3);
    Path file = dir.resolve("ours.tflite");
    TfliteWriter.write(
        Rewrites.forInference(Lowering.lower(model)),
        QuantizationPlan.of(Scheme.of("dynamic")),
        file);
    return file;
  }

  @Test
  void aFileThatCortadoWroteIsRead() {
    TfliteFile file = TfliteFile.read(ours());
    assertThat(file.description()).isEqualTo("Cortado");
    assertThat(file.inputs().get(0).type()).isEqualTo(TensorType.FLOAT32);
    assertThat(file.signatures()).extracting(TfliteFile.Signature::key).contains("serving_default");
    assertThat(TfliteWeights.of(file, dir.resolve("ours.tflite")).parameters()).isPositive();
  }

  @Test
  @Timeout(60)
  void damageIsAnErrorOfOneLineOrIsHarmless() throws IOException {
    byte[] whole = Files.readAllBytes(ours());
    Path damaged = dir.resolve("damaged.tflite");
    for (int i = 0; i < 20; i++) {
      Files.write(damaged, Arrays.copyOf(whole, whole.length * i / 20));
      assertThatThrownBy(() -> TfliteFile.read(damaged))
          .isInstanceOf(UserError.class)
          .hasMessageContaining("damaged.tflite")
          .message()
          .doesNotContain("\n");
    }
    Random random = new Random(7);
    int refused = 0;
    for (int i = 0; i < 5000; i++) {
      byte[] bytes = whole.clone();
      for (int k = random.nextInt(4); k >= 0; k--) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
      }
      Files.write(damaged, bytes);
      try {
        TfliteWeights.of(TfliteFile.read(damaged), damaged);
      } catch (UserError e) {
        refused++;
      }
    }
    assertThat(refused).isBetween(500, 4900);
  }

  @Test
  void aFileThatUsesOnePartTooOftenIsRefused() throws IOException {
    // A vector of 100,000 tensors that are one table with a shape of 100,000 extents.
    var b = new com.google.flatbuffers.FlatBufferBuilder();
    b.startVector(4, 100_000, 4);
    for (int i = 0; i < 100_000; i++) {
      b.addInt(0);
    }
    int shape = b.endVector();
    b.startTable(10);
    b.addOffset(0, shape, 0);
    int tensor = b.endTable();
    int[] many = new int[100_000];
    Arrays.fill(many, tensor);
    int tensors = b.createVectorOfTables(many);
    b.startTable(6);
    b.addOffset(0, tensors, 0);
    int subgraphs = b.createVectorOfTables(new int[] {b.endTable()});
    b.startTable(8);
    b.addInt(0, 3, 0);
    b.addOffset(2, subgraphs, 0);
    b.finish(b.endTable(), "TFL3");
    Path file = Files.write(dir.resolve("bomb.tflite"), b.sizedByteArray());
    assertThatThrownBy(() -> TfliteFile.read(file))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("too often");
  }
}
