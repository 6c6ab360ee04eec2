package cortado.kernel;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.List;

/**
 * Makes messages of frames: identities, delimiter, signature, header, parent, metadata, content.
 */
final class MessageReader {
  static final byte[] DELIMITER = "<IDS|MSG>".getBytes(StandardCharsets.US_ASCII);
  private static final int PARTS = 4;

  private final Signer signer;

  MessageReader(Signer signer) {
    this.signer = signer;
  }

  /** A message that nobody needs to answer. */
  static final class Malformed extends Exception {
    Malformed(String message, Throwable cause) {
      super(message, cause);
    }
  }

  Message read(List<byte[]> frames) throws Malformed {
    int at = 0;
    while (at < frames.size() && !Arrays.equals(DELIMITER, frames.get(at))) {
      at++;
    }
    int first = at + 2;
    if (frames.size() < first + PARTS) {
      throw new Malformed("it has too few frames", null);
    }
    byte[][] parts = frames.subList(first, first + PARTS).toArray(byte[][]::new);
    if (!MessageDigest.isEqual(signer.sign(parts), frames.get(at + 1))) {
      throw new Malformed("its signature is wrong", null);
    }
    try {
      return read(List.copyOf(frames.subList(0, at)), parts);
    } catch (RuntimeException | StackOverflowError e) { // Gson has many ways to say no
      throw new Malformed("it is not what the protocol says: " + e, e);
    }
  }

  private static Message read(List<byte[]> identities, byte[][] parts) {
    JsonObject header = object(parts[0]);
    JsonElement parent = object(parts[1]).get("msg_id");
    object(parts[2]);
    return new Message(
        identities,
        parts[0],
        header.get("msg_type").getAsString(),
        header.get("msg_id").getAsString(),
        parent == null ? "" : parent.getAsString(),
        object(parts[3]));
  }

  private static JsonObject object(byte[] json) {
    return JsonParser.parseString(new String(json, StandardCharsets.UTF_8)).getAsJsonObject();
  }
}
