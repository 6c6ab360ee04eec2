package cortado.ops;

import cortado.UserError;
import cortado.graph.WeightId;
import cortado.tensor.Shape;
import cortado.tensor.Tensor;
import java.util.List;
import java.util.Optional;

/**
 * Takes the steps of one call of a layer. The step that computes the call's output is named as the
 * call, those before it have the same name and a suffix.
 *
 * @param layer the layer's name
 * @param name the call's
 * @param inputs of the call, at least one
 */
record LayerSteps(String layer, String name, List<Value> inputs, Sink program) {

  /** The program that steps are added to. */
  interface Sink {
    Value add(Draft step);

    /** Adds a constant unless it is there already. */
    void add(WeightId id, Tensor constant);

    Tensor weight(WeightId id);
  }

  /** A step whose output is not there yet. */
  record Draft(String layer, String name, Op op, List<Value> inputs, Shape shape) {}

  /** The step that computes the call's output from its inputs. */
  Value last(Op op, Shape shape) {
    return last(op, shape, inputs);
  }

  /** The step that computes the call's output. */
  Value last(Op op, Shape shape, List<Value> from) {
    return program.add(new Draft(layer, name, op, from, shape));
  }

  /** The step that computes the call's output from values of the same shape. */
  Value last(Op op, Value... from) {
    return last(op, from[0].shape(), List.of(from));
  }

  /** The step that moves values to the call's output. */
  Value lastMoved(ShapeOp op, Value from) {
    return last(op, op.output(from.shape()), List.of(from));
  }

  /** A step before the last that moves values. */
  Value moved(String suffix, ShapeOp op, Value from) {
    return step(suffix, op, op.output(from.shape()), from);
  }

  /**
   * A step before the last.
   *
   * @param suffix unique within the call
   */
  Value step(String suffix, Op op, Shape shape, Value... from) {
    return program.add(new Draft(layer, name + "/" + suffix, op, List.of(from), shape));
  }

  /** A step before the last that keeps the shape. */
  Value step(String suffix, Op op, Value... from) {
    return step(suffix, op, from[0].shape(), from);
  }

  /** The same call with another name for its output, for a part of its work. */
  LayerSteps part(String suffix) {
    return new LayerSteps(layer, name + "/" + suffix, inputs, program);
  }

  /** The same call on another value in the place of its inputs. */
  LayerSteps on(Value x) {
    return new LayerSteps(layer, name, List.of(x), program);
  }

  Value input() {
    return inputs.get(0);
  }

  Shape shape() {
    return input().shape();
  }

  /**
   * The shape of the first input.
   *
   * @throws UserError if it has another rank
   */
  Shape shape(int rank) {
    if (shape().rank() != rank) {
      throw UserError.because(
              "The layer '"
                  + layer
                  + "' takes "
                  + (rank == 2 ? "vectors" : rank == 3 ? "signals" : "images")
                  + " of rank "
                  + rank)
          .received(shape());
    }
    return shape();
  }

  WeightId weight(String weight) {
    return new WeightId(layer, weight);
  }

  Optional<WeightId> weight(String weight, boolean present) {
    return present ? Optional.of(weight(weight)) : Optional.empty();
  }

  /** The values of a weight, from which constants are computed. */
  float[] values(String weight) {
    return program.weight(weight(weight)).floats();
  }

  /** A constant of the program that is no weight of the model. */
  WeightId constant(String constant, float[] values) {
    WeightId id = weight(constant);
    program.add(id, Tensor.of(Shape.of(values.length), values));
    return id;
  }
}
