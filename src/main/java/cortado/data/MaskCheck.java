package cortado.data;

import cortado.UserError;

/** Reads masks and finds out whether they were saved as 0 and 1 instead of black and white. */
final class MaskCheck {
  private float brightest;

  Picture read(ImageFile file) {
    Picture mask = file.read();
    if (mask.channels() != 1) {
      throw UserError.because("The mask " + file.path() + " is colored").allowed("black and white");
    }
    brightest = Math.max(brightest, mask.brightest());
    return mask;
  }

  /**
   * @throws UserError if the masks hold something, but all of it would be cut off
   */
  void requireContent() {
    if (brightest > 0 && brightest <= 0.5f) {
      throw UserError.because("No mask has a pixel above 0.5, so all masks would be empty")
          .received("at most " + Math.round(brightest * 255) + " of 255")
          .next("save the masks with the values 0 and 255");
    }
  }
}
