package cortado.cli;

import static org.assertj.core.api.Assertions.assertThat;

import cortado.machine.Processor;
import java.util.List;
import org.junit.jupiter.api.Test;

final class DoctorTest {
  @Test
  void whatTheCpuLacksForInt8IsTold() {
    List<Finding> old = Doctor.cpu(Processor.parse("model name : Some CPU\nflags : fpu avx2\n"));
    List<Finding> young = Doctor.cpu(Processor.parse("flags : avx2 avx512f avx512_vnni\n"));

    assertThat(old).extracting(Finding::text).anyMatch(t -> t.contains("Some CPU"));
    assertThat(old)
        .filteredOn(f -> f.state() == Finding.State.NOTE)
        .singleElement()
        .satisfies(f -> assertThat(f.text()).contains("VNNI", "not on this CPU", "→"));
    assertThat(young)
        .allMatch(f -> f.state() == Finding.State.OK)
        .extracting(Finding::text)
        .anyMatch(t -> t.contains("AVX2, AVX-512, AVX-512 VNNI"));
  }

  @Test
  void aLibraryThatDoesNotLoadIsMissing() {
    Doctor doctor =
        new Doctor(
            List.of(
                new Doctor.NativeLibrary(
                    "Nothing",
                    "computes nothing",
                    () -> {
                      throw new UnsatisfiedLinkError("no such file");
                    })));

    assertThat(doctor.examine())
        .filteredOn(f -> f.state() == Finding.State.MISSING)
        .singleElement()
        .satisfies(f -> assertThat(f.text()).contains("Nothing", "no such file"));
  }
}
