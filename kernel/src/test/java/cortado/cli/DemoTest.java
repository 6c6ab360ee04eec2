package cortado.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The first command of the README. */
@Tag("slow")
final class DemoTest {
  @TempDir Path folder;

  @Test
  void theMainJobEndsWithTableFigureAndWhatWasGained() throws Exception {
    Cortado.Outcome demo = new Cortado(folder).run("demo");

    assertThat(demo.err()).isEmpty();
    assertThat(demo.status()).isZero();
    assertThat(demo.out())
        .contains("cells-sparse50", "cells-sparse80-float16", "cells-sparse80-int8")
        .doesNotContain("not measured");
    assertThat(demo.out().lines().reduce((a, b) -> b).orElseThrow())
        .matches("cells-sparse\\S* against cells: .*x smaller \\(gzip\\), .* Dice .*");
    assertThat(Files.readAllBytes(folder.resolve(".cortado/demo.png")))
        .startsWith((byte) 0x89, (byte) 'P', (byte) 'N', (byte) 'G');
  }
}
