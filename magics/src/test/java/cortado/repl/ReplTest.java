package cortado.repl;

import static org.assertj.core.api.Assertions.assertThat;

import cortado.display.Pictures;
import cortado.shell.Shell;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.impl.ExternalTerminal;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ReplTest {
  private static final long PATIENCE_S = 90;

  @TempDir Path dir;
  private final ByteArrayOutputStream screen = new ByteArrayOutputStream();
  private Shell shell;
  private Terminal terminal;
  private OutputStream keys;
  private CompletableFuture<Integer> status;

  @BeforeEach
  void open() throws Exception {
    PipedInputStream in = new PipedInputStream();
    keys = new PipedOutputStream(in);
    terminal = new ExternalTerminal("test", "xterm", in, screen, StandardCharsets.UTF_8);
    terminal.setSize(new Size(100, 30));
    shell = Shell.builder(TestMagics.create()).build();
    status =
        CompletableFuture.supplyAsync(
            () ->
                Repl.run(
                    shell,
                    "Hello.",
                    dir.resolve("history"),
                    terminal,
                    new Repl.Screen(Pictures.BLOCKS, false, true)));
    see("cortado> ");
  }

  @AfterEach
  void close() throws Exception {
    type("\u0003"); // drops a line that is half written, and all keys behind it
    Thread.sleep(300);
    type("\u0004");
    assertThat(status.get(PATIENCE_S, TimeUnit.SECONDS)).isZero();
    shell.close();
    terminal.close();
  }

  @Test
  void aTypeOfTheUsersHasALookOfItsOwn() throws Exception {
    type("record Reading(String place, double value) {}\r");
    type(
        "showAs(Reading.class, r -> html(\"<b>\" + escape(r.place()) + \"</b> at \" + r.value()))\r");
    type("new Reading(\"a<b\", 0.5)\r");
    see("a<b at 0.5");
  }

  @Test
  void anImageIsDrawnInBlocksWithItsSizeBelow() throws Exception {
    type("new java.awt.image.BufferedImage(4, 4, 1)\r");
    see("\u001b[38;5;16;48;5;16m▀▀▀▀\u001b[0m");
    see("image of 4 x 4 pixels");
  }

  @Test
  void aTextLongerThanTheScreenIsShownPageByPage() throws Exception {
    type("String lines(int n) { return \"line \".repeat(n).replace(\" \", \"\\n\"); }\r");
    type("lines(27) + \"it_fits\".toUpperCase()\r");
    see("IT_FITS");
    type("lines(80) + \"the_end\".toUpperCase()\r");
    see("searches,"); // blanks are moves of the cursor there;
    assertThat(screen.toString(StandardCharsets.UTF_8)).doesNotContain("THE_END");
    type("G");
    see("THE_END");
    type("q");
    type("40 + 2\r");
    see("42");
  }

  @Test
  void aMagicShowsItsValueAndAFailureItsSentence() throws Exception {
    type("%play one --loud\r");
    see("ONE");
    type("%play mistake\r");
    see("No such thing. Received: mistake. Next: %help");
    type("%play two --loud\r");
    see("TWO");
  }

  @Test
  void javaOfSeveralLinesIsAskedForToItsEnd() throws Exception {
    type("int twice(int x) {\r");
    see("...> ");
    type("return 2 * x; }\r");
    type("twice(21)\r");
    see("42");
  }

  @Test
  void ctrlCStopsWhatRunsAndKeepsTheSession() throws Exception {
    type("int kept = 17;\r");
    type("%play sleep\r");
    see("%play sleep");
    Thread.sleep(500);
    type("\u0003");
    see("Interrupted.");
    type("kept + 25\r");
    see("42");
  }

  @Test
  void tabCompletesMagicsWithDescriptionsAndJava() throws Exception {
    type("%pla\t");
    see("%play ");
    type("--lo\tx\u0015"); // what was completed, then the line is dropped
    see("--loud");
    type("\"abc\".toUpp\t");
    see("toUpperCase(");
  }

  @Test
  void linesAreRememberedForTheNextTime() throws Exception {
    type("%play remembered --loud\r");
    see("REMEMBERED");
    type("exit\r");
    assertThat(status.get(PATIENCE_S, TimeUnit.SECONDS)).isZero();

    assertThat(Files.readString(dir.resolve("history"))).contains("%play remembered --loud");
  }

  private void type(String text) throws IOException {
    try {
      keys.write(text.getBytes(StandardCharsets.UTF_8));
      keys.flush();
    } catch (IOException e) {
      assertThat(status).isDone(); // nobody reads any more
    }
  }

  private void see(String text) throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_S);
    while (!screen.toString(StandardCharsets.UTF_8).contains(text)) {
      assertThat(System.nanoTime())
          .describedAs("waiting for %s on a screen of%n%s", text, screen)
          .isLessThan(deadline);
      Thread.sleep(20);
    }
  }
}
