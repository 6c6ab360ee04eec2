package cortado.tflite;

/**
 * That a flatbuffer is not what it should be; the message ends the sentence "it cannot be read:".
 */
final class DamagedFlatbuffer extends RuntimeException {
  private static final long serialVersionUID = 1;

  DamagedFlatbuffer(String message) {
    super(message);
  }

  DamagedFlatbuffer(String message, Throwable cause) {
    super(message, cause);
  }
}
