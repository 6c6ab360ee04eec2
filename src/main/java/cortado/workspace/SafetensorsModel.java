package cortado.workspace;

import com.fasterxml.jackson.core.JsonProcessingException;
import cortado.UserError;
import cortado.graph.Model;
import cortado.graph.WeightId;
import cortado.ops.Lowering;
import cortado.tensor.Safetensors;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Models as safetensors files: the weights under the names {@code layer/weight}, and the layers as
 * JSON in the metadata, which other tools pass over.
 */
public final class SafetensorsModel {
  private static final String GRAPH = "cortado.graph";

  private SafetensorsModel() {}

  /** Whether a file's name ends as one of these does. */
  public static boolean isMeant(Path file) {
    return file.toString().toLowerCase(Locale.ROOT).endsWith(".safetensors");
  }

  /** Writes layers and weights. */
  public static void write(Model model, Path file) {
    List<WeightId> weights = List.copyOf(model.weights().ids());
    String graph = SessionJson.write(new StoredGraph(model.graph(), weights, List.of()));
    Safetensors.write(file, StoredGraph.tensors(model), Map.of(GRAPH, graph));
  }

  /**
   * Maps the weights of a file.
   *
   * @throws UserError if it is damaged, or has weights without layers
   */
  public static Model read(Path file) {
    Safetensors read = Safetensors.open(file);
    String json = read.metadata().get(GRAPH);
    if (json == null) {
      throw UserError.because(file + " has weights, but not the layers that they belong to")
          .received(read.tensors().size() + " tensors and no " + GRAPH)
          .allowed("a .safetensors file that %export wrote")
          .next("load the model's .h5 or .keras file");
    }
    try {
      StoredGraph stored = SessionJson.parse(json, StoredGraph.class);
      // What is said to be zero is not believed of a file from anywhere.
      Model model = new StoredGraph(stored.graph(), stored.weights(), List.of()).with(read);
      Lowering.lower(model);
      return model;
    } catch (UserError e) {
      throw UserError.because("Cannot read " + file + ": " + e.getMessage(), e);
    } catch (JsonProcessingException e) {
      throw damaged(file, e.getOriginalMessage(), e);
    } catch (RuntimeException e) {
      // Records with fields that are not there fail wherever they are used first.
      throw damaged(file, String.valueOf(e.getMessage()), e);
    }
  }

  private static UserError damaged(Path file, String why, Exception e) {
    return UserError.because("The layers in " + file + " are damaged", e)
        .received(why.lines().findFirst().orElse(""))
        .next("export the model again");
  }
}
