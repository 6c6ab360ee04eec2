package cortado.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class TensorTest {
  private static final Shape LARGE = Shape.of(3, 400_001);
  private final AtomicInteger made = new AtomicInteger();

  /** Every third element is zero, the others are their indices. */
  private final Tensor computed =
      Tensor.computed(
          DType.FLOAT32,
          LARGE,
          (from, into) -> {
            while (into.hasRemaining()) {
              into.putFloat(from % 3 == 0 ? 0 : from);
              from++;
              made.incrementAndGet();
            }
          });

  private static Tensor stored() {
    float[] values = new float[3 * 400_001];
    for (int i = 0; i < values.length; i++) {
      values[i] = i % 3 == 0 ? 0 : i;
    }
    return Tensor.of(LARGE, values);
  }

  @Test
  void aComputedTensorEqualsAStoredOneOfTheSameElements() {
    assertThat(computed).isEqualTo(stored());
    assertThat(computed.floats()).isEqualTo(stored().floats());
    assertThat(computed.part(4, 2).getFloat()).isEqualTo(4);
    assertThat(computed.reshape(Shape.of(1_200_003)).nonzero()).isEqualTo(800_002);
  }

  @Test
  void countsInPassingWhatItWrites() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    computed.writeTo(Channels.newChannel(bytes));
    assertThat(stored().bytes()).isEqualTo(ByteBuffer.wrap(bytes.toByteArray()));
    assertThat(computed.nonzero()).isEqualTo(800_002);
    assertThat(made).hasValue(1_200_003);
  }

  @Test
  void tellsWhatWasCountedBefore() {
    assertThat(computed.counted(7).nonzero()).isEqualTo(7);
    assertThat(made).hasValue(0);
  }

  @Test
  void endsAtTwoGigabytes() {
    assertThatThrownBy(
            () -> Tensor.computed(DType.FLOAT32, Shape.of(1 << 15, 1 << 15), (from, into) -> {}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("4294967296 bytes");
  }
}
