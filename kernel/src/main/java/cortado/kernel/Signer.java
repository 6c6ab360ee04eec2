package cortado.kernel;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.NoSuchProviderException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Signs messages with the key of a connection; safe for use by any thread. */
final class Signer {
  /** Asked by its name, because the JVM would load all others that stand before it. */
  private static final String PROVIDER = "SunJCE";

  private final Optional<Mac> mac;

  private Signer(Optional<Mac> mac) {
    this.mac = mac;
  }

  /** The signature of who has no key. */
  static Signer none() {
    return new Signer(Optional.empty());
  }

  /**
   * A signer.
   *
   * @param scheme such as {@code hmac-sha256}
   * @param key may be empty, then nothing is signed
   * @throws IllegalArgumentException if this JVM does not know the scheme
   */
  static Signer of(String scheme, String key) {
    if (key.isEmpty()) {
      return none();
    }
    String name = scheme.replace("-", "").toUpperCase(Locale.ROOT);
    try {
      Mac mac = mac(name);
      mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.US_ASCII), name));
      return new Signer(Optional.of(mac));
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("no signatures by " + scheme, e);
    }
  }

  private static Mac mac(String name) throws GeneralSecurityException {
    try {
      return Mac.getInstance(name, PROVIDER);
    } catch (NoSuchProviderException e) {
      return Mac.getInstance(name);
    }
  }

  /** The signature of the four parts of a message, in hexadecimal digits. */
  byte[] sign(byte[]... parts) {
    if (mac.isEmpty()) {
      return new byte[0];
    }
    Mac m = mac.get();
    synchronized (m) {
      for (byte[] part : parts) {
        m.update(part);
      }
      return HexFormat.of().formatHex(m.doFinal()).getBytes(StandardCharsets.US_ASCII);
    }
  }
}
