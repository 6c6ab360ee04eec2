package cortado.ops;

import cortado.tensor.Shape;

/**
 * What a step computes or a program is given.
 *
 * @param id unique within a program
 * @param name unique within a program; begins with the name of the layer it comes from
 * @param shape batch first, {@link Shape#UNKNOWN}
 */
public record Value(int id, String name, Shape shape) {}
