package cortado.report;

import cortado.workspace.TableRow;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.Function;

/** The unit of an axis of sizes: kB where MB would need three zeros. */
enum SizeUnit {
  KB("kB", 1e3),
  MB("MB", 1e6);

  private final String symbol;
  private final double bytes;

  SizeUnit(String symbol, double bytes) {
    this.symbol = symbol;
    this.bytes = bytes;
  }

  static SizeUnit of(List<TableRow> rows, Function<TableRow, OptionalLong> size) {
    long most = rows.stream().map(size).mapToLong(s -> s.orElse(0)).max().orElse(0);
    return most < 100_000 ? KB : MB;
  }

  OptionalDouble in(OptionalLong size) {
    return size.isPresent() ? OptionalDouble.of(size.getAsLong() / bytes) : OptionalDouble.empty();
  }

  @Override
  public String toString() {
    return symbol;
  }
}
