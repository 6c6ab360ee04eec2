package cortado.tflite;

/** Whose code computes the operators of a TFLite file. */
public enum Kernels {
  /** XNNPACK's for all that it takes, the runtime's own for the rest: what the runtime does. */
  XNNPACK,
  /** The runtime's own, as in builds of it without XNNPACK. */
  BUILT_IN;

  NativeInterpreter.Mode mode() {
    return this == XNNPACK ? NativeInterpreter.Mode.FAST : NativeInterpreter.Mode.BUILT_IN;
  }
}
