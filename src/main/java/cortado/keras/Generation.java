package cortado.keras;

import cortado.UserError;

/** The generation of Keras that wrote a file, as names and meanings of attributes differ. */
enum Generation {
  KERAS_1,
  KERAS_2,
  KERAS_3;

  /**
   * The generation of a version such as {@code 2.18.0}.
   *
   * @throws UserError if it is another
   */
  static Generation of(String version) {
    int dot = version.indexOf('.');
    return switch (dot < 0 ? version : version.substring(0, dot)) {
      case "1" -> KERAS_1;
      case "2" -> KERAS_2;
      case "3" -> KERAS_3;
      default ->
          throw UserError.because("It was written by an unknown generation of Keras")
              .received(version)
              .allowed("1.x, 2.x, 3.x");
    };
  }
}
