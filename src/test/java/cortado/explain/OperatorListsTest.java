package cortado.explain;

import static org.assertj.core.api.Assertions.assertThat;

import cortado.tflite.TfliteFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class OperatorListsTest {
  @Test
  void listsNameOperatorsOfTheSchema() throws IOException {
    List<String> schema;
    try (var in = TfliteFile.class.getResourceAsStream("operators.txt")) {
      schema = new String(in.readAllBytes(), StandardCharsets.US_ASCII).lines().toList();
    }
    for (OperatorList list :
        List.of(EdgeTpuRules.OPERATORS, MicroRules.OPERATORS, GpuRules.OPERATORS)) {
      assertThat(schema).containsAll(list.names());
    }
  }
}
