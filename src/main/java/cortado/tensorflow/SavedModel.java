package cortado.tensorflow;

import cortado.UserError;
import cortado.graph.Model;
import cortado.ops.Lowering;
import cortado.ops.Program;
import cortado.ops.Rewrites;
import cortado.ops.Value;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.SavedModelBundle;
import org.tensorflow.Session;
import org.tensorflow.SessionFunction;
import org.tensorflow.Signature;
import org.tensorflow.exceptions.TensorFlowException;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;

/** Writes TensorFlow's SavedModel folders, for inference only. */
public final class SavedModel {
  private SavedModel() {}

  /**
   * Writes a model; its signature is {@code serving_default}, batch first, images NHWC.
   *
   * @param dir a folder that is made; a SavedModel that is there is replaced
   * @throws UserError if the folder is there and holds something else, or cannot be written
   */
  public static void write(Model model, Path dir) {
    TensorFlowLibrary.load();
    Program program = Rewrites.dropDropout(Lowering.lower(model));
    try (FolderReplacement folder = FolderReplacement.of(dir, "saved_model.pb")) {
      export(program, folder.beside());
      folder.moveInPlace();
    } catch (IOException e) {
      throw unwritable(e, e.toString());
    }
  }

  private static UserError unwritable(Exception e, String why) {
    return UserError.because("The SavedModel cannot be written", e)
        .received(why)
        .next("check that the folder is writable and has room");
  }

  private static void export(Program program, Path to) throws IOException {
    try (Graph graph = new Graph();
        Session session = new Session(graph)) {
      Ops tf = Ops.create(graph);
      Variables variables = new Variables(tf, program.weights());
      Signature.Builder signature =
          Signature.builder().key("serving_default").methodName("tensorflow/serving/predict");
      List<Operand<TFloat32>> inputs = new ArrayList<>();
      for (Value v : program.inputs()) {
        var x =
            tf.withName(Names.legal(v.name()))
                .placeholder(TFloat32.class, Placeholder.shape(NativeTensors.shape(v.shape())));
        signature.input(key("input", inputs.size(), program.inputs().size()), x);
        inputs.add(x);
      }
      GraphBuilder built = new GraphBuilder(tf, Mode.INFERENCE, variables).add(program, inputs);
      int count = program.outputs().size();
      for (int i = 0; i < count; i++) {
        // One output may be named twice or be an input; in a signature each is an op of its own.
        var y = tf.identity(built.get(program.outputs().get(i)));
        signature.output(key("output", i, count), y);
      }
      variables.initialize(session);
      var exporter =
          SavedModelBundle.exporter(to.toString())
              .withTags("serve")
              .withFunction(SessionFunction.create(signature.build(), session));
      try {
        exporter.export();
      } catch (TensorFlowException e) {
        // The graph is fine by now: the disk is full or read-only. Its first line tells which.
        throw unwritable(e, e.getMessage().lines().findFirst().orElse(e.toString()));
      }
    }
  }

  /** DJL sorts a signature by its keys, so they sort in the model's order. */
  private static String key(String kind, int index, int count) {
    return count == 1 ? kind : kind + String.format("_%03d", index);
  }
}
