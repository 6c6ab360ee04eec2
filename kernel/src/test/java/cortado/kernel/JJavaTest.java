package cortado.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Stock JJava with the magics and displays of this project. */
@Tag("slow")
final class JJavaTest {
  @TempDir Path temporary;

  @Test
  void oneNotebookShowsTheSameInBothKernels() throws IOException, InterruptedException {
    Jupyter jupyter = new Jupyter(temporary, KernelMain.class, "nbclient", "jjava");
    assertThat(jupyter.run("guest.py", "cortado", "java")).contains("OK");
  }
}
