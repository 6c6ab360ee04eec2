package cortado.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class WireTest {
  private static final Signer SIGNER = Signer.of("hmac-sha256", "Jefe");

  @Test
  void signsAsTheSpecificationOfHmacDoes() { // RFC 4231, test case 2
    assertThat(text(SIGNER.sign(bytes("what do ya want "), bytes("for nothing?"))))
        .isEqualTo("5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
    assertThat(Signer.of("hmac-sha256", "").sign(bytes("x"))).isEmpty();
    assertThatThrownBy(() -> Signer.of("hmac-nonsense", "k"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("hmac-nonsense");
  }

  @Test
  void writesWhatMessagesHold() {
    Map<String, Object> content = new LinkedHashMap<>();
    content.put("text", "<b>\"ü\"\n</b>");
    content.put("numbers", Arrays.asList(1, 2.5, null));
    content.put("inner", Map.of("yes", true));
    assertThat(text(Json.bytes(content)))
        .isEqualTo(
            "{\"text\":\"<b>\\\"ü\\\"\\n</b>\",\"numbers\":[1,2.5,null],\"inner\":{\"yes\":true}}");
    assertThatThrownBy(() -> Json.bytes(Double.NaN)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Json.bytes(new Object())).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void readsWhatItWrote() throws Exception {
    Wire wire = new Wire(SIGNER);
    List<byte[]> to = List.of(bytes("somebody"));
    Map<String, Object> content =
        Map.of("code", "1 + 1", "silent", true, "user_expressions", Map.of("a", "b"));
    List<byte[]> frames = wire.frames(to, Optional.empty(), "execute_request", "7", content);

    Message read = wire.reader().read(frames);
    assertThat(text(read.identities().get(0))).isEqualTo("somebody");
    assertThat(read.type()).isEqualTo("execute_request");
    assertThat(read.id()).isEqualTo("7");
    assertThat(read.text("code")).isEqualTo("1 + 1");
    assertThat(read.flag("silent", false)).isTrue();
    assertThat(read.number("cursor_pos", 5)).isEqualTo(5);
    assertThat(read.texts("user_expressions")).containsEntry("a", "b");
    assertThatThrownBy(() -> read.text("pattern")).hasMessageContaining("has no pattern");
    assertThatThrownBy(() -> read.text("user_expressions")).hasMessageContaining("another kind");

    List<byte[]> answer = wire.frames(to, Optional.of(read), "execute_reply", "8", Map.of());
    assertThat(wire.reader().read(answer).parent()).isEqualTo("7");

    frames.set(frames.size() - 1, bytes("{}"));
    assertThatThrownBy(() -> wire.reader().read(frames))
        .isInstanceOf(MessageReader.Malformed.class)
        .hasMessageContaining("signature");
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String text(byte[] utf8) {
    return new String(utf8, StandardCharsets.UTF_8);
  }
}
