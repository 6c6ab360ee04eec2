package cortado.ops;

import cortado.UserError;
import cortado.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * A sum of products of two values, whose axes have letters: one that both and the output have is
 * gone through in step, one that both have alone is summed over, any other is of one value and the
 * output. The first of each is the batch.
 */
record Contraction(String first, String second, String output) {
  /** Computes the call's output from two values, by one matrix product. */
  Value of(Value a, Value b, LayerSteps s) {
    String shared = only(output, c -> has(first, c) && has(second, c));
    String summed = only(first, c -> has(second, c) && !has(output, c));
    String rows = only(output, c -> !has(second, c));
    String columns = only(output, c -> !has(first, c));
    if (summed.isEmpty() || !isPlain(shared, summed, rows, columns)) {
      throw UserError.because("The layer '" + s.layer() + "' is no plain product of two tensors")
          .received(first + "," + second + "->" + output)
          .allowed("axes that both tensors share, and one or more that are summed over");
    }
    requireSame(shared + summed, a.shape(), b.shape(), s);
    Value left = matrix(a, first, List.of(shared, rows, summed), "first", s);
    boolean transposed =
        columns.isEmpty() || second.indexOf(summed.charAt(0)) > second.indexOf(columns.charAt(0));
    List<String> right = transposed ? List.of(columns, summed) : List.of(summed, columns);
    Value matrix = matrix(b, second, List.of(shared, right.get(0), right.get(1)), "second", s);
    Shape product = left.shape().withDim(-1, matrix.shape().dim(transposed ? -2 : -1));
    String order = shared + rows + columns;
    int[] dims = order.chars().map(c -> extent((char) c, a, b)).toArray();
    Op op = new Op.Product(transposed);
    List<Integer> back = output.chars().map(order::indexOf).boxed().toList();
    boolean whole = rows.length() == 1 && columns.length() == 1;
    if (whole && order.equals(output)) {
      return s.last(op, product, List.of(left, matrix));
    }
    Value sum = s.step("product", op, product, left, matrix);
    // A product of vectors keeps an axis.
    ShapeOp unmerged =
        new ShapeOp.Reshape(dims.length == 1 ? Shape.of(dims[0], 1) : Shape.of(dims));
    if (order.equals(output)) {
      return s.lastMoved(unmerged, sum);
    }
    Value moved = whole ? sum : s.moved("unmerged", unmerged, sum);
    return s.lastMoved(new ShapeOp.Transpose(back), moved);
  }

  /** Whether each axis is of one kind and stands once. */
  private boolean isPlain(String shared, String summed, String rows, String columns) {
    return shared.indexOf(output.charAt(0)) == 0
        && first.charAt(0) == output.charAt(0)
        && second.charAt(0) == output.charAt(0)
        && isOf(first, shared + rows + summed)
        && isOf(second, shared + columns + summed)
        && isOf(output, shared + rows + columns);
  }

  private static boolean isOf(String axes, String letters) {
    return axes.chars().distinct().count() == axes.length()
        && axes.length() == letters.length()
        && axes.chars().allMatch(c -> has(letters, (char) c));
  }

  private void requireSame(String both, Shape a, Shape b, LayerSteps s) {
    for (char c : both.toCharArray()) {
      int x = a.dim(first.indexOf(c));
      int y = b.dim(second.indexOf(c));
      if (x != y && x != Shape.UNKNOWN && y != Shape.UNKNOWN) {
        throw UserError.because("The layer '" + s.layer() + "' takes inputs that do not fit")
            .received(a + " and " + b);
      }
    }
  }

  /** A value with its axes in this order, each group but the first as one axis. */
  private static Value matrix(
      Value v, String axes, List<String> groups, String which, LayerSteps s) {
    List<Integer> order = String.join("", groups).chars().map(axes::indexOf).boxed().toList();
    boolean kept = order.equals(IntStream.range(0, order.size()).boxed().toList());
    Value turned = kept ? v : s.moved(which + "/turned", new ShapeOp.Transpose(order), v);
    if (groups.get(1).length() == 1 && groups.get(2).length() == 1) {
      return turned;
    }
    List<Integer> dims = new ArrayList<>();
    groups.get(0).chars().forEach(c -> dims.add(v.shape().dim(axes.indexOf(c))));
    for (String group : groups.subList(1, 3)) {
      dims.add(merged(group.chars().map(c -> v.shape().dim(axes.indexOf(c))).toArray()));
    }
    Shape shape = Shape.of(dims.stream().mapToInt(d -> d).toArray());
    return s.moved(which + "/matrix", new ShapeOp.Reshape(shape), turned);
  }

  private static int merged(int[] extents) {
    boolean known = IntStream.of(extents).noneMatch(e -> e == Shape.UNKNOWN);
    return known ? IntStream.of(extents).reduce(1, Math::multiplyExact) : Shape.UNKNOWN;
  }

  private int extent(char c, Value a, Value b) {
    int known = has(first, c) ? a.shape().dim(first.indexOf(c)) : Shape.UNKNOWN;
    return known == Shape.UNKNOWN && has(second, c) ? b.shape().dim(second.indexOf(c)) : known;
  }

  private static String only(String axes, Predicate<Character> condition) {
    StringBuilder kept = new StringBuilder();
    axes.chars().filter(c -> condition.test((char) c)).forEach(c -> kept.append((char) c));
    return kept.toString();
  }

  private static boolean has(String axes, char c) {
    return axes.indexOf(c) >= 0;
  }
}
