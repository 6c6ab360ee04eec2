package cortado.display;

import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Optional;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** Records of one type as a table: a column for each component. */
final class RecordTable {
  private RecordTable() {}

  /** Empty for other lists, and for records that may not be looked into. */
  static Optional<Table> of(List<?> values) {
    Class<?> type = values.isEmpty() || values.get(0) == null ? null : values.get(0).getClass();
    if (type == null
        || !type.isRecord()
        || type.getRecordComponents().length == 0
        || values.stream().anyMatch(v -> v == null || v.getClass() != type)) {
      return Optional.empty();
    }
    Table table = Table.create(type.getSimpleName());
    try {
      for (RecordComponent c : type.getRecordComponents()) {
        Method accessor = c.getAccessor();
        if (!accessor.trySetAccessible()) {
          return Optional.empty();
        }
        StringColumn column = StringColumn.create(c.getName());
        for (Object value : values) {
          column.append(ValueText.of(accessor.invoke(value)));
        }
        table.addColumns(column);
      }
    } catch (ReflectiveOperationException e) { // an accessor of the user's that fails
      return Optional.empty();
    }
    return Optional.of(table);
  }
}
