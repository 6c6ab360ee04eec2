package cortado.cli;

import static org.assertj.core.api.Assertions.assertThat;

import cortado.testing.Fixtures;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

final class LauncherTest {
  @Test
  void everyScriptThatTheLauncherHandsOverToIsThere() throws Exception {
    Path root = Fixtures.projectRoot();
    List<String> scripts =
        Pattern.compile("\\$root/(scripts/\\w+\\.sh)")
            .matcher(Files.readString(root.resolve("cortado")))
            .results()
            .map(m -> m.group(1))
            .toList();

    assertThat(scripts).contains("scripts/test.sh", "scripts/bench.sh");
    assertThat(scripts).allSatisfy(s -> assertThat(root.resolve(s)).isRegularFile());
  }
}
