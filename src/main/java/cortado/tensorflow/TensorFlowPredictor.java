package cortado.tensorflow;

import ai.djl.MalformedModelException;
import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.translate.NoopTranslator;
import ai.djl.translate.TranslateException;
import cortado.UserError;
import cortado.tensor.Predictor;
import cortado.tensor.Shape;
import cortado.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.tensorflow.exceptions.TensorFlowException;

/** A SavedModel in DJL's TensorFlow engine. */
public final class TensorFlowPredictor implements Predictor {
  private final Model model;
  private final ai.djl.inference.Predictor<NDList, NDList> predictor;

  private TensorFlowPredictor(Model model) {
    this.model = model;
    this.predictor = model.newPredictor(new NoopTranslator());
  }

  /**
   * Loads what {@link SavedModel#write} wrote.
   *
   * @param threads for one inference, at least 1
   * @throws UserError if there is no SavedModel in the folder
   */
  public static TensorFlowPredictor open(Path dir, int threads) {
    if (!Files.isRegularFile(dir.resolve("saved_model.pb"))) {
      throw UserError.because("There is no SavedModel in this folder")
          .received(dir)
          .allowed("a folder with saved_model.pb");
    }
    TensorFlowLibrary.load();
    byte[] config = SessionConfig.of(new Threads(threads, 1)).toByteArray();
    Model model = Model.newInstance("cortado", "TensorFlow");
    try {
      model.load(dir, null, Map.of("ConfigProto", Base64.getEncoder().encodeToString(config)));
      return new TensorFlowPredictor(model);
    } catch (IOException | MalformedModelException | TensorFlowException e) {
      model.close();
      throw UserError.because("TensorFlow cannot load the SavedModel", e).received(dir);
    }
  }

  @Override
  public List<Tensor> predict(List<Tensor> inputs) {
    try (NDManager scope = model.getNDManager().newSubManager()) {
      NDList given = new NDList();
      for (Tensor t : inputs) {
        given.add(scope.create(t.floats(), djlShape(t.shape())));
      }
      return predictor.predict(given).stream().map(TensorFlowPredictor::read).toList();
    } catch (TranslateException e) {
      throw new IllegalStateException("inference failed", e);
    }
  }

  @Override
  public void close() {
    predictor.close();
    model.close();
  }

  private static ai.djl.ndarray.types.Shape djlShape(Shape shape) {
    return new ai.djl.ndarray.types.Shape(Arrays.stream(shape.dims()).asLongStream().toArray());
  }

  private static Tensor read(NDArray array) {
    int[] dims = Arrays.stream(array.getShape().getShape()).mapToInt(Math::toIntExact).toArray();
    return Tensor.of(Shape.of(dims), array.toFloatArray());
  }
}
