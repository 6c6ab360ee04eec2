package cortado.keras.hdf5;

import cortado.UserError;
import java.util.function.Supplier;

/** Turns whatever a damaged file does to the library that reads it into a message. */
final class Damage {
  private Damage() {}

  /**
   * Reads. The library reports damage by exceptions of many kinds, by running out of stack where
   * pointers form a circle, and by running out of memory where a length was altered.
   */
  static <T> T guarded(String where, Supplier<T> read) {
    try {
      return read.get();
    } catch (UserError e) {
      throw e;
    } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
      throw at(where, e);
    }
  }

  static UserError at(String where, Throwable cause) {
    UserError error =
        UserError.because(
            "The HDF5 structure is damaged or not supported at '" + where + "'", cause);
    Throwable root = cause;
    while (root != null && root.getCause() != null) {
      root = root.getCause();
    }
    return root == null || root.getMessage() == null ? error : error.received(root.getMessage());
  }

  static void requireWithin(long bytes, long allowed, String where) {
    if (bytes < 0 || bytes > allowed) {
      throw UserError.because(
              "The HDF5 structure at '" + where + "' claims more than the file holds")
          .received(bytes + " bytes");
    }
  }
}
