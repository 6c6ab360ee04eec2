package cortado.notebook;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** Hands what is printed to a cell's outputs in whole characters, in the order of all outputs. */
final class PrintedOutput extends OutputStream {
  private final CellOutputs outputs;
  private final String name;
  private final ByteArrayOutputStream open = new ByteArrayOutputStream();

  private PrintedOutput(CellOutputs outputs, String name) {
    this.outputs = outputs;
    this.name = name;
  }

  static PrintStream stream(CellOutputs outputs, String name) {
    return new PrintStream(new PrintedOutput(outputs, name), false, StandardCharsets.UTF_8);
  }

  @Override
  public synchronized void write(int b) {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public synchronized void write(byte[] bytes, int from, int length) {
    open.write(bytes, from, length);
    if (length > 0 && isWhole(open.toByteArray())) {
      send();
    }
  }

  private static boolean isWhole(byte[] utf8) {
    int last = utf8.length - 1;
    int back = 0;
    while (back < 3 && last - back >= 0 && (utf8[last - back] & 0xC0) == 0x80) {
      back++;
    }
    int lead = last - back >= 0 ? utf8[last - back] & 0xFF : 0;
    int expected = lead >= 0xF0 ? 3 : lead >= 0xE0 ? 2 : lead >= 0xC0 ? 1 : 0;
    return back >= expected;
  }

  private void send() {
    outputs.print(name, open.toString(StandardCharsets.UTF_8));
    open.reset();
  }
}
