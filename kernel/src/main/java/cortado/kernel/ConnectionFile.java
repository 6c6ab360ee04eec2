package cortado.kernel;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where and how a front end wants to be served, as Jupyter writes it for a kernel. */
final class ConnectionFile {
  private final JsonObject fields;

  private ConnectionFile(JsonObject fields) {
    this.fields = fields;
  }

  static ConnectionFile read(Path file) throws IOException {
    return new ConnectionFile(JsonParser.parseString(Files.readString(file)).getAsJsonObject());
  }

  /**
   * An address to bind or to connect to.
   *
   * @param port {@code shell}, {@code iopub}, {@code stdin}, {@code control} or {@code hb}
   */
  String address(String port) {
    String transport = text("transport");
    String separator = transport.equals("ipc") ? "-" : ":";
    return transport + "://" + text("ip") + separator + fields.get(port + "_port").getAsInt();
  }

  Signer signer() {
    return Signer.of(text("signature_scheme"), text("key"));
  }

  private String text(String name) {
    return fields.get(name).getAsString();
  }
}
