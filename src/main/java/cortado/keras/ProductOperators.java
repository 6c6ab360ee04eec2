package cortado.keras;

import com.fasterxml.jackson.databind.JsonNode;
import cortado.graph.Layer;
import cortado.graph.OperatorLayer.Einsum;
import cortado.graph.OperatorLayer.MatrixProduct;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Products of two tensors, by the key of {@link OperatorReader}. */
final class ProductOperators {
  static final Map<String, OperatorReader.Reader> ALL =
      Map.of("matmul", ProductOperators::matrices, "einsum", ProductOperators::einsum);

  private static final Pattern SUBSCRIPTS =
      Pattern.compile(
          "((?:\\.\\.\\.)?[a-zA-Z]+),((?:\\.\\.\\.)?[a-zA-Z]+)->((?:\\.\\.\\.)?[a-zA-Z]+)");

  /** A product of matrices: the axes before them, the rows, those summed over, the columns. */
  private static final Pattern MATRICES = Pattern.compile("(.*)(.)(.),\\1(.)(.)->\\1(.)(.)");

  private ProductOperators() {}

  private static Layer matrices(Operands o) {
    boolean two = o.isTensor(0, "a") & (o.isTensor(1, "b") || o.isTensor(1, "y"));
    if (!two) {
      throw o.refused("a constant matrix", "two tensors");
    }
    o.ignoring("a_is_sparse", "b_is_sparse", "output_type");
    return new MatrixProduct(o.name(), isTransposed(o, 2, "_a"), isTransposed(o, 3, "_b"));
  }

  private static boolean isTransposed(Operands o, int position, String which) {
    boolean adjoint = o.flag(o.constant(Integer.MAX_VALUE, "adjoint" + which), false);
    return o.flag(o.constant(position, "transpose" + which), false) || adjoint;
  }

  private static Layer einsum(Operands o) {
    JsonNode v = o.constant(Integer.MAX_VALUE, "subscripts");
    if (!v.isTextual()) {
      // Keras 2 writes the notation and forgets the tensors.
      throw o.refused("a call without its tensors", "save it from Keras 3, or use tf.matmul");
    }
    o.isTensor(0, "x");
    o.isTensor(1, "y");
    String subscripts = v.textValue().replace(" ", "");
    Matcher matrices = MATRICES.matcher(subscripts);
    if (matrices.matches()) {
      String before = matrices.group(1);
      String rows = matrices.group(6);
      String columns = matrices.group(7);
      boolean first = matrices.group(3).equals(rows);
      boolean second = matrices.group(4).equals(columns);
      String summed = matrices.group(first ? 2 : 3);
      boolean fits =
          (before.equals("...") || before.matches("[a-zA-Z]+"))
              && matrices.group(first ? 3 : 2).equals(rows)
              && matrices.group(second ? 4 : 5).equals(columns)
              && matrices.group(second ? 5 : 4).equals(summed)
              && (before + rows + columns + summed).chars().filter(c -> c != '.').distinct().count()
                  == before.replace(".", "").length() + 3;
      if (fits) {
        return new MatrixProduct(o.name(), first, second);
      }
    }
    Matcher m = SUBSCRIPTS.matcher(subscripts);
    if (!m.matches() || subscripts.contains("...")) {
      throw o.refused(v, "two tensors, a letter for each axis, such as bij,bkj->bik");
    }
    List<String> axes = List.of(m.group(1), m.group(2), m.group(3));
    return new Einsum(o.name(), axes.get(0), axes.get(1), axes.get(2));
  }
}
