package cortado.kernel;

import cortado.fuzz.Bounds;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Jupyter's messages: header, parent, metadata and content are the input's four lines, signed as a
 * client that has the key signs them.
 */
public final class MessageTarget {
  private static final int PARTS = 4;

  private MessageTarget() {}

  public static void fuzzerTestOneInput(byte[] input) {
    String[] lines = new String(input, StandardCharsets.UTF_8).split("\n", PARTS);
    List<byte[]> frames = new ArrayList<>();
    frames.add("<IDS|MSG>".getBytes(StandardCharsets.US_ASCII));
    frames.add(new byte[0]);
    for (String line : lines) {
      frames.add(line.getBytes(StandardCharsets.UTF_8));
    }
    Bounds.check(
        input.length,
        () -> {
          try {
            new MessageReader(Signer.none()).read(frames);
          } catch (MessageReader.Malformed e) {
            // Nobody answers it.
          }
        });
  }
}
