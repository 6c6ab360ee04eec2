package cortado.kernel;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import com.google.gson.reflect.TypeToken;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.dflib.jjava.jupyter.messages.HMACGenerator;
import org.dflib.jjava.jupyter.messages.Header;
import org.dflib.jjava.jupyter.messages.KernelTimestamp;
import org.dflib.jjava.jupyter.messages.Message;
import org.dflib.jjava.jupyter.messages.MessageType;
import org.dflib.jjava.jupyter.messages.adapters.HeaderAdapter;
import org.dflib.jjava.jupyter.messages.adapters.HistoryRequestAdapter;
import org.dflib.jjava.jupyter.messages.adapters.KernelTimestampAdapter;
import org.dflib.jjava.jupyter.messages.adapters.MessageTypeAdapter;
import org.dflib.jjava.jupyter.messages.request.HistoryRequest;

/**
 * Makes messages of frames: identities, delimiter, signature, header, parent, metadata, content.
 */
final class MessageReader {
  private static final byte[] DELIMITER = "<IDS|MSG>".getBytes(StandardCharsets.US_ASCII);
  private static final int PARTS = 4;

  private static final Gson GSON =
      new GsonBuilder()
          .registerTypeAdapter(KernelTimestamp.class, KernelTimestampAdapter.INSTANCE)
          .registerTypeAdapter(Header.class, HeaderAdapter.INSTANCE)
          .registerTypeAdapter(MessageType.class, MessageTypeAdapter.INSTANCE)
          .registerTypeAdapter(HistoryRequest.class, HistoryRequestAdapter.INSTANCE)
          .create();

  private final HMACGenerator hmac;

  MessageReader(HMACGenerator hmac) {
    this.hmac = hmac;
  }

  /** A message that nobody needs to answer. */
  static final class Malformed extends Exception {
    Malformed(String message, Throwable cause) {
      super(message, cause);
    }
  }

  Message<?> read(List<byte[]> frames) throws Malformed {
    int at = 0;
    while (at < frames.size() && !Arrays.equals(DELIMITER, frames.get(at))) {
      at++;
    }
    int first = at + 2;
    if (frames.size() < first + PARTS) {
      throw new Malformed("it has too few frames", null);
    }
    byte[][] parts = frames.subList(first, first + PARTS).toArray(byte[][]::new);
    byte[] expected = hmac.calculateSignature(parts).getBytes(StandardCharsets.US_ASCII);
    if (!MessageDigest.isEqual(expected, frames.get(at + 1))) {
      throw new Malformed("its signature is wrong", null);
    }
    try {
      return read(frames.subList(0, at), parts, frames.subList(first + PARTS, frames.size()));
    } catch (RuntimeException | StackOverflowError e) { // Gson has many ways to say no
      throw new Malformed("it is not what the protocol says: " + e, e);
    }
  }

  @SuppressWarnings({"unchecked", "rawtypes"})
  private static Message<?> read(List<byte[]> identities, byte[][] parts, List<byte[]> blobs) {
    Header<?> header = GSON.fromJson(text(parts[0]), Header.class);
    JsonElement parent = JsonParser.parseString(text(parts[1]));
    boolean hasParent = parent.isJsonObject() && !parent.getAsJsonObject().isEmpty();
    Map<String, Object> metadata =
        GSON.fromJson(text(parts[2]), new TypeToken<Map<String, Object>>() {}.getType());
    Object content = GSON.fromJson(text(parts[3]), header.getType().getContentType());
    if (content == null) {
      throw new IllegalArgumentException("there is no content");
    }
    return new Message(
        List.copyOf(identities),
        header,
        hasParent ? GSON.fromJson(parent, Header.class) : null,
        metadata,
        content,
        List.copyOf(blobs));
  }

  private static String text(byte[] json) {
    return new String(json, StandardCharsets.UTF_8);
  }
}
