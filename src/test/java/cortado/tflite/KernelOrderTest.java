package cortado.tflite;

import static org.assertj.core.api.Assertions.assertThat;

import cortado.tensor.Shape;
import cortado.tensor.Tensor;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KernelOrderTest {
  @ParameterizedTest
  @CsvSource({"3, 5, 37, 11, 3", "3, 5, 37, 11, 2", "1, 1, 1, 40, 3", "2, 1, 40, 1, 2"})
  void theOutputChannelsComeFirstWhateverPartIsRead(int h, int w, int a, int b, int axis) {
    float[] values = new float[h * w * a * b];
    for (int i = 0; i < values.length; i++) {
      values[i] = i;
    }
    Tensor turned = KernelOrder.outputFirst(Tensor.of(Shape.of(h, w, a, b), values), axis);
    int outputs = axis == 3 ? b : a;
    int inputs = axis == 3 ? a : b;
    assertThat(turned.shape()).isEqualTo(Shape.of(outputs, h, w, inputs));
    float[] expected = new float[values.length];
    for (int i = 0; i < expected.length; i++) {
      int place = i / inputs % (h * w);
      int o = i / inputs / (h * w);
      int in = i % inputs;
      expected[i] =
          axis == 3 ? (place * inputs + in) * outputs + o : (place * outputs + o) * inputs + in;
    }
    assertThat(turned.floats()).isEqualTo(expected);
    SplittableRandom random = new SplittableRandom(7);
    for (int i = 0; i < 200; i++) {
      int from = random.nextInt(expected.length);
      int count = 1 + random.nextInt(expected.length - from);
      float[] part = new float[count + 3];
      turned.readFloats(from, count, part, 3);
      assertThat(part).startsWith(0, 0, 0).endsWith(expected[from + count - 1]);
      assertThat(part[3]).isEqualTo(expected[from]);
      assertThat(part[3 + count / 2]).isEqualTo(expected[from + count / 2]);
    }
  }
}
