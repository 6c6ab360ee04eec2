package cortado.session;

import cortado.UserError;

/** What requests may ask for. */
final class Requests {
  private Requests() {}

  static void requireEpochs(int epochs, int least) {
    if (epochs < least) {
      throw UserError.because("The number of epochs is too small")
          .received(epochs)
          .allowed("at least " + least);
    }
  }

  static void requireStep(int batch, double learningRate) {
    if (batch < 1) {
      throw UserError.because("The batch is too small").received(batch).allowed("at least 1");
    }
    if (!(learningRate > 0 && learningRate < Double.POSITIVE_INFINITY)) {
      throw UserError.because("The learning rate is out of range")
          .received(learningRate)
          .allowed("above 0, such as 1e-4");
    }
  }
}
