package cortado.notebook;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.JsonGeneratorDelegate;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;

/** Writes decimal numbers as Python's json does, such as {@code 1e-07}. */
final class PythonNumbers extends JsonGeneratorDelegate {
  PythonNumbers(JsonGenerator generator) {
    super(generator, false);
  }

  @Override
  public void writeNumber(BigDecimal v) throws IOException {
    int exponent = v.precision() - v.scale() - 1;
    if (v.signum() == 0 || v.scale() > 0 && exponent >= -4) {
      delegate.writeNumber(v.toPlainString());
    } else {
      delegate.writeNumber(scientific(v, exponent));
    }
  }

  private static String scientific(BigDecimal v, int exponent) {
    BigInteger unscaled = v.unscaledValue();
    String digits = unscaled.abs().toString();
    String mantissa = digits.length() == 1 ? digits : digits.charAt(0) + "." + digits.substring(1);
    return (unscaled.signum() < 0 ? "-" : "")
        + mantissa
        + (exponent < 0 ? "e-" : "e+")
        + (Math.abs(exponent) < 10 ? "0" : "")
        + Math.abs(exponent);
  }
}
