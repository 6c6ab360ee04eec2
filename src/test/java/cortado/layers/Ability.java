package cortado.layers;

/** What can be done with a layer: a column of the matrix. */
enum Ability {
  KERAS_2("Keras 2", "read from a file of Keras 2, inference on TensorFlow"),
  KERAS_3("Keras 3", "read from a file of Keras 3, inference on TensorFlow"),
  TRAINING("training", "gradients on TensorFlow"),
  FLOAT32("float32", "TFLite"),
  FLOAT16("float16", "TFLite, weights in float16"),
  DYNAMIC("dynamic", "TFLite, weights in int8"),
  INT8("int8", "TFLite, weights and activations in int8"),
  AWARE("aware", "trained for int8; what is trained and the int8 file are within one step"),
  H5(".h5", "written back, computed alike by Keras 2"),
  KERAS(".keras", "written back, computed alike by Keras 3");

  private final String title;
  private final String meaning;

  Ability(String title, String meaning) {
    this.title = title;
    this.meaning = meaning;
  }

  String title() {
    return title;
  }

  String meaning() {
    return meaning;
  }
}
