package cortado.machine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What the text of /proc/cpuinfo says about kernels. */
class ProcessorTest {

  @Test
  void anX86ProcessorWithoutVnniLacksDotProducts() {
    Processor p =
        Processor.parse(
            "model name\t: A CPU\nflags\t\t: fpu avx avx2 fma f16c avx512f avx512bw\n\n"
                + "model name\t: Another\nflags\t\t: fpu avx512_vnni\n");
    assertThat(p.model()).isEqualTo("A CPU");
    assertThat(p.found())
        .containsExactly(Instruction.AVX2, Instruction.FMA, Instruction.F16C, Instruction.AVX512);
    assertThat(p.missing())
        .containsExactly(Instruction.AVX512_VNNI, Instruction.AVX_VNNI, Instruction.AMX_INT8);
    assertThat(p.lacks(Instruction.AVX_VNNI)).isTrue();
    assertThat(p.lacks(Instruction.AVX512)).isFalse();
    assertThat(p.lacksInt8DotProducts()).isTrue();
    assertThat(p.missingInt8DotProducts()).isEqualTo("VNNI");
  }

  @Test
  void oneFormOfDotProductsIsEnough() {
    assertThat(Processor.parse("flags : avx2 avx_vnni").lacksInt8DotProducts()).isFalse();
    assertThat(Processor.parse("Features : fp asimd asimddp").lacksInt8DotProducts()).isFalse();
    Processor old = Processor.parse("Features : fp asimd");
    assertThat(old.lacksInt8DotProducts()).isTrue();
    assertThat(old.missingInt8DotProducts()).isEqualTo("int8 dot product");
  }

  @Test
  void whatIsNotToldIsNotMissing() {
    Processor p = Processor.parse("model name : a CPU");
    assertThat(p.isKnown()).isFalse();
    assertThat(p.lacks(Instruction.AVX512)).isFalse();
    assertThat(p.lacksInt8DotProducts()).isFalse();
    assertThat(Processor.unknown().model()).isEqualTo(System.getProperty("os.arch"));
  }
}
