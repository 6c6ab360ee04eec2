package cortado.session;

import cortado.ops.FoldedProgram;
import cortado.ops.Program;
import cortado.ops.Rewrites;
import cortado.quantize.QuantizationMethod;
import cortado.quantize.QuantizationPlan;
import cortado.tensor.StreamedContent;
import cortado.tflite.TfliteWriter;
import java.nio.file.Path;

/** A program as a file has it, which computes the same as the one that was planned. */
record FileForm(Program program, QuantizationPlan plan) {

  static FileForm of(QuantizationMethod method, Program program, QuantizationPlan plan) {
    if (!method.foldsWidth()) {
      return new FileForm(program, plan);
    }
    FoldedProgram folded = Rewrites.foldWidth(program, plan::isInteger);
    return new FileForm(folded.program(), plan.withViews(folded.views()));
  }

  /**
   * What the file holds.
   *
   * @param story what made it
   */
  StreamedContent content(String story) {
    return TfliteWriter.content(program, plan, story);
  }

  long writeSparse(Path file) {
    return TfliteWriter.writeSparse(program, plan, file);
  }
}
