package cortado.explain;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What the text of /proc/cpuinfo says about kernels. */
class CpuFeaturesTest {

  @Test
  void anX86CpuWithoutVnniLacksDotProducts() {
    CpuFeatures cpu =
        CpuFeatures.parse("processor : 0\nflags\t\t: fpu avx avx2 fma f16c avx512f avx512bw\n");
    assertThat(cpu.found()).containsExactly("AVX2", "FMA", "F16C", "AVX-512");
    assertThat(cpu.missing()).containsExactly("AVX-512 VNNI", "AVX VNNI", "AMX int8");
    assertThat(cpu.lackInt8DotProducts()).isTrue();
    assertThat(cpu.missingInt8DotProducts()).isEqualTo("VNNI");
  }

  @Test
  void oneFormOfDotProductsIsEnough() {
    assertThat(CpuFeatures.parse("flags : avx2 avx_vnni").lackInt8DotProducts()).isFalse();
    assertThat(CpuFeatures.parse("Features : fp asimd asimddp").lackInt8DotProducts()).isFalse();
    CpuFeatures old = CpuFeatures.parse("Features : fp asimd");
    assertThat(old.lackInt8DotProducts()).isTrue();
    assertThat(old.missingInt8DotProducts()).isEqualTo("int8 dot product");
  }

  @Test
  void whatIsNotToldIsNotMissing() {
    assertThat(CpuFeatures.parse("model name : a CPU")).isEqualTo(CpuFeatures.UNKNOWN);
    assertThat(CpuFeatures.UNKNOWN.areKnown()).isFalse();
    assertThat(CpuFeatures.UNKNOWN.lackInt8DotProducts()).isFalse();
  }
}
