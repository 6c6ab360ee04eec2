package cortado.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DoctorTest {
  @Test
  void featuresOfTheCpuAreReadFromLinux(@TempDir Path folder) throws Exception {
    Path cpuinfo = folder.resolve("cpuinfo");
    Files.writeString(cpuinfo, "model name\t: Some CPU\nflags\t\t: fpu avx2 avx512_vnni\n");

    List<Finding> findings = Doctor.cpu(CpuFeatures.read(cpuinfo));

    assertThat(findings).extracting(Finding::text).anyMatch(t -> t.contains("Some CPU"));
    assertThat(findings)
        .filteredOn(f -> f.state() == Finding.State.NOTE)
        .singleElement()
        .satisfies(f -> assertThat(f.text()).contains("AVX-512 BF16", "not on this CPU", "→"));
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
