package cortado.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cortado.UserError;
import cortado.tensor.DType;
import cortado.tensor.Npy;
import cortado.tensor.Shape;
import cortado.tensor.Tensor;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArrayFilesTest {
  @TempDir Path dir;

  private NamedFile file(String name, int samples, int each) {
    float[] values = new float[samples * each];
    for (int i = 0; i < values.length; i++) {
      values[i] = i;
    }
    Path path = dir.resolve(name + ".npy");
    Npy.write(path, Tensor.of(Shape.of(samples, each), values));
    return new NamedFile("", path);
  }

  @Test
  void samplesAreSplitByTheirNumbers() {
    Dataset d =
        ArrayFiles.of(List.of(file("x", 5, 2)), List.of(file("y", 5, 1)))
            .test(TestSplit.parse("1:2"))
            .load();
    assertThat(d.train().inputs().only().floats()).containsExactly(0, 1, 6, 7, 8, 9);
    assertThat(d.test().targets().only().floats()).containsExactly(1, 2);
    assertThat(d.source()).contains("--inputs " + dir.resolve("x.npy"), "--test 1:2 --seed 7");
  }

  @Test
  void aFifthIsTestedUnlessToldAndOneOfAFewSamples() {
    assertThat(parts(10)).containsExactly(8, 2);
    assertThat(parts(2)).containsExactly(1, 1);
    assertThat(parts(1)).containsExactly(1, 0);
  }

  private int[] parts(int samples) {
    Dataset d = ArrayFiles.of(List.of(file("x", samples, 3)), List.of()).load();
    assertThat(d.train().hasTargets()).isFalse();
    return new int[] {d.train().count(), d.test().count()};
  }

  @Test
  void wholeNumbersBecomeFloatsAndOneAxisBecomesAColumn() {
    Path path = dir.resolve("labels.npy");
    Npy.write(path, Tensor.view(DType.UINT8, Shape.of(3), ByteBuffer.wrap(new byte[] {0, 7, -1})));
    Dataset d = ArrayFiles.of(List.of(new NamedFile("a", path)), List.of()).load();
    Tensor train = d.train().inputs().get("a");
    assertThat(train.shape()).isEqualTo(Shape.of(2, 1));
    assertThat(d.test().inputs().get("a").floats()).hasSize(1);
    assertThat(train.dtype()).isEqualTo(DType.FLOAT32);
  }

  @Test
  void mistakesAreTold() {
    NamedFile x = file("x", 4, 2);
    NamedFile named = new NamedFile("a", x.path());
    fails(() -> ArrayFiles.of(List.of(x), List.of(file("y", 3, 1))).load(), "Received: 3", "4");
    fails(() -> ArrayFiles.of(List.of(x, file("z", 3, 1)), List.of()).load(), "z.npy", "x.npy");
    fails(() -> ArrayFiles.of(List.of(x, named), List.of()).load(), "name=file.npy");
    fails(() -> ArrayFiles.of(List.of(named, named), List.of()).load(), "same name");
    fails(() -> ArrayFiles.of(List.of(x), List.of()).test(TestSplit.parse("7:9")).load(), "7:9");
    fails(() -> ArrayFiles.of(List.of(NamedFile.parse("no.npy")), List.of()).load(), "no.npy");
  }

  private static void fails(ThrowingCallable call, String... says) {
    assertThatThrownBy(call).isInstanceOf(UserError.class).hasMessageContainingAll(says);
  }

  @Test
  void aNameStandsBeforeTheFirstEqualsSignUnlessTheFileIsThere() {
    assertThat(NamedFile.parse("left=a.npy")).isEqualTo(new NamedFile("left", Path.of("a.npy")));
    assertThat(NamedFile.parse("a.npy")).isEqualTo(new NamedFile("", Path.of("a.npy")));
    NamedFile odd = file("run=1", 1, 1);
    assertThat(NamedFile.parse(odd.path().toString())).isEqualTo(odd);
  }
}
