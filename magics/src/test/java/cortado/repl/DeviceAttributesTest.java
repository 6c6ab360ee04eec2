package cortado.repl;

import static org.assertj.core.api.Assertions.assertThat;

import cortado.display.Pictures;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import org.jline.terminal.impl.ExternalTerminal;
import org.junit.jupiter.api.Test;

final class DeviceAttributesTest {
  private final ByteArrayOutputStream screen = new ByteArrayOutputStream();

  private DeviceAttributes ask(String answer) throws IOException {
    PipedInputStream in = new PipedInputStream();
    try (PipedOutputStream keys = new PipedOutputStream(in);
        ExternalTerminal terminal =
            new ExternalTerminal("test", "xterm", in, screen, StandardCharsets.UTF_8)) {
      keys.write(answer.getBytes(StandardCharsets.UTF_8));
      keys.flush();
      return DeviceAttributes.ask(terminal);
    }
  }

  @Test
  void knowsSixelsByTheFourAmongTheNumbers() throws IOException {
    DeviceAttributes can = ask("\033[?62;4;22c");
    assertThat(screen.toString(StandardCharsets.UTF_8)).contains("\033[c");
    assertThat(can.over(Pictures.BLOCKS)).isEqualTo(Pictures.SIXEL);
    assertThat(ask("\033[?1;2c").over(Pictures.BLOCKS)).isEqualTo(Pictures.BLOCKS);
    assertThat(ask("\033[?64;14;24;42c").sixel()).isFalse();
  }

  @Test
  void keepsWhatTheUserTypedMeanwhileAndWaitsForNobodyLong() throws IOException {
    assertThat(ask("1 +\033[?62;4c 1\r").typed()).startsWith("1 +");
    assertThat(ask("2")).isEqualTo(new DeviceAttributes(false, "2"));
    assertThat(ask("")).isEqualTo(new DeviceAttributes(false, ""));
  }
}
