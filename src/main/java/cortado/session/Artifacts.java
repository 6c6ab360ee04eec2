package cortado.session;

import cortado.graph.Model;
import cortado.keras.KerasWriter;
import cortado.ops.Lowering;
import cortado.ops.Program;
import cortado.ops.Rewrites;
import cortado.quantize.QuantizationPlan;
import cortado.quantize.Scheme;
import cortado.tensor.AtomicFile;
import cortado.tensor.Predictor;
import cortado.tensorflow.SavedModel;
import cortado.tensorflow.TensorFlowPredictor;
import cortado.tflite.TflitePredictor;
import cortado.tflite.TfliteWriter;
import cortado.workspace.RuntimeId;
import cortado.workspace.Variant;
import cortado.workspace.VariantCatalog;
import cortado.workspace.Workspace;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The files of variants, made when they are first asked for. */
record Artifacts(Workspace workspace, VariantCatalog catalog) {

  /** The Keras file of a float variant. */
  Path h5(Variant v) {
    Path file = workspace.artifacts().resolve(v.name() + ".h5");
    if (!Files.exists(file)) {
      KerasWriter.write(v.model(), file);
    }
    return file;
  }

  /** The SavedModel folder of a float variant. */
  Path savedModel(Variant v) {
    Path dir = workspace.artifacts().resolve(v.name() + ".savedmodel");
    if (!Files.exists(dir)) {
      SavedModel.write(v.model(), dir);
    }
    return dir;
  }

  /** The TFLite file: of float32 for a float variant, else what quantization made. */
  Path tflite(Variant v) {
    Optional<Path> made = v.tfliteFile();
    if (made.isPresent()) {
      return made.get();
    }
    Path file = workspace.artifacts().resolve(v.name() + ".tflite");
    if (!Files.exists(file)) {
      writeFloat(v, file);
    }
    return file;
  }

  /** Writes the TFLite file of a variant elsewhere. */
  void writeTflite(Variant v, Path file) {
    if (v.isTflite()) {
      AtomicFile.copy(tflite(v), file);
    } else {
      writeFloat(v, file);
    }
  }

  /** What a runtime executes. */
  Path runnable(Variant v, RuntimeId runtime) {
    return switch (runtime) {
      case TENSORFLOW -> savedModel(v);
      case TFLITE -> tflite(v);
    };
  }

  /** The file whose size stands for the variant on a runtime. */
  Path sized(Variant v, RuntimeId runtime) {
    return switch (runtime) {
      case TENSORFLOW -> h5(v);
      case TFLITE -> tflite(v);
    };
  }

  /** The variant in this process, on all processors. */
  Predictor open(Variant v, RuntimeId runtime) {
    Path file = runnable(v, runtime);
    int threads = Runtime.getRuntime().availableProcessors();
    return switch (runtime) {
      case TENSORFLOW -> TensorFlowPredictor.open(file, threads);
      case TFLITE -> TflitePredictor.open(file, threads);
    };
  }

  /** Writes a float variant without the zeros of its kernels; answers of how many. */
  static long writeSparse(Variant v, Path file) {
    return TfliteWriter.writeSparse(
        program(v.model()), QuantizationPlan.of(new Scheme.Float32()), file);
  }

  private void writeFloat(Variant v, Path file) {
    QuantizationPlan plan = QuantizationPlan.of(new Scheme.Float32());
    String story = Story.of(catalog.lineage(v.name()));
    AtomicFile.stream(file, TfliteWriter.content(program(v.model()), plan, story));
  }

  private static Program program(Model model) {
    return Rewrites.splitConcatenations(Rewrites.forInference(Lowering.lower(model)));
  }
}
