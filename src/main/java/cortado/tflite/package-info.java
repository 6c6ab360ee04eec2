/** TensorFlow Lite: the writer from ops to a file, the runtime, and calibration on it. */
package cortado.tflite;
