package cortado.report;

import cortado.workspace.TableRow;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** A session that has measured a sweep; the figures are those of a real one. */
final class Rows {
  static final List<TableRow> SESSION =
      List.of(
          row("unet", "", "load unet.h5", "tensorflow", 2151464, 1822478, 0, 5.7, 0.1008, 0.9488),
          row("unet", "", "load unet.h5", "tflite", 1957284, 1808576, 0, 5.44, 0.1008, 0.9488),
          row("s80", "unet", "prune 0.8", "tensorflow", 2151808, 572522, 0.8, 5.7, 0.1338, 0.9475),
          row("s80", "unet", "prune 0.8", "tflite", 1957584, 552805, 0.8, 5.33, 0.1338, 0.9475),
          row(
              "s80-int8",
              "s80",
              "quantize int8",
              "tflite",
              525864,
              178104,
              0.8,
              2.16,
              0.1334,
              0.9476),
          row("int8", "unet", "quantize int8", "tflite", 525536, 465471, 0, 2.23, 0.1033, 0.9288));

  static final TableRow NOT_MEASURED =
      new TableRow(
          "fresh, \"new\"",
          "",
          "unet, seed 7",
          "",
          "",
          OptionalLong.empty(),
          OptionalLong.empty(),
          487881,
          487881,
          0,
          OptionalLong.empty(),
          OptionalLong.empty(),
          OptionalDouble.empty(),
          OptionalDouble.empty(),
          OptionalInt.empty(),
          OptionalDouble.empty(),
          OptionalDouble.empty(),
          OptionalDouble.empty(),
          "not measured",
          java.util.Map.of());

  private Rows() {}

  private static TableRow row(
      String variant,
      String parent,
      String recipe,
      String runtime,
      long bytes,
      long gzip,
      double sparsity,
      double ms,
      double loss,
      double dice) {
    return new TableRow(
        variant,
        parent,
        recipe,
        runtime,
        runtime.equals("tflite") ? "tflite" : "h5",
        OptionalLong.of(bytes),
        OptionalLong.of(gzip),
        487881,
        Math.round(487881 * (1 - sparsity)),
        sparsity,
        OptionalLong.of(53_800_000),
        OptionalLong.of(34_400_000),
        OptionalDouble.of(ms),
        OptionalDouble.of(ms * 1.1),
        OptionalInt.of(1),
        OptionalDouble.of(loss),
        OptionalDouble.of(dice),
        OptionalDouble.of(dice / (2 - dice)),
        "ok",
        java.util.Map.of());
  }
}
