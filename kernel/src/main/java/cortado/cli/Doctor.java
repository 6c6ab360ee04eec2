package cortado.cli;

import cortado.machine.Instruction;
import cortado.machine.Processor;
import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Looks at the machine: what is there, what is missing, what to do. */
final class Doctor {
  private static final long COMFORTABLE_BYTES = 2_000_000_000L;

  private final List<NativeLibrary> libraries;

  /** A native library that Cortado needs, and how to load it. */
  record NativeLibrary(String name, String use, Runnable load) {}

  Doctor(List<NativeLibrary> libraries) {
    this.libraries = List.copyOf(libraries);
  }

  List<Finding> examine() {
    List<Finding> findings = new ArrayList<>();
    findings.add(java());
    libraries.forEach(l -> findings.add(library(l)));
    findings.addAll(cpu(Processor.here()));
    findings.add(memory());
    findings.add(jupyter());
    findings.add(kernelspec());
    return findings;
  }

  private static Finding java() {
    String version = System.getProperty("java.vm.name") + " " + Runtime.version();
    boolean jdk = ModuleLayer.boot().findModule("jdk.jshell").isPresent();
    return jdk
        ? Finding.ok("Java", version)
        : Finding.missing("Java", version + " without JShell", "Install a JDK, not a JRE.");
  }

  private static Finding library(NativeLibrary library) {
    long start = System.nanoTime();
    try {
      library.load().run();
    } catch (RuntimeException | LinkageError e) {
      String next = "Build on this platform, or see its message: " + e.getMessage();
      return Finding.missing(library.name(), "does not load; " + library.use(), next);
    }
    long ms = (System.nanoTime() - start) / 1_000_000;
    return Finding.ok(library.name(), "loads in " + ms + " ms; " + library.use());
  }

  static List<Finding> cpu(Processor cpu) {
    List<Finding> findings = new ArrayList<>();
    findings.add(
        Finding.ok(
            "CPU", cpu.model() + ", " + Runtime.getRuntime().availableProcessors() + " cores"));
    if (!cpu.isKnown()) {
      findings.add(Finding.note("CPU features", "unknown on this system", "Nothing to do."));
      return findings;
    }
    findings.add(Finding.ok("CPU features", titles(cpu.found())));
    if (cpu.lacksInt8DotProducts()) {
      findings.add(
          Finding.note(
              cpu.missingInt8DotProducts(),
              "not on this CPU",
              "int8 gains size and memory; %explain measures what it gains in time."));
    }
    return findings;
  }

  private static String titles(List<Instruction> instructions) {
    return instructions.isEmpty() ? "none that matter here" : Instruction.titles(instructions);
  }

  private static Finding memory() {
    var os = ManagementFactory.getPlatformMXBean(com.sun.management.OperatingSystemMXBean.class);
    long total = os.getTotalMemorySize();
    String detail =
        String.format(
            "%.1f GB, of which Java may take %.1f GB",
            total / 1e9, Runtime.getRuntime().maxMemory() / 1e9);
    return total >= COMFORTABLE_BYTES
        ? Finding.ok("Memory", detail)
        : Finding.note(
            "Memory", detail, "Training wants 2 GB; measuring and pruning work in less.");
  }

  private static Finding jupyter() {
    return output("jupyter", "lab", "--version")
        .map(v -> Finding.ok("JupyterLab", v))
        .orElseGet(
            () -> Finding.note("JupyterLab", "not found", "For notebooks: pip install jupyterlab"));
  }

  private static Finding kernelspec() {
    return output("jupyter", "kernelspec", "list")
        .filter(list -> list.contains("cortado"))
        .map(list -> Finding.ok("Cortado kernel", "installed"))
        .orElseGet(
            () ->
                Finding.note("Cortado kernel", "not installed", "./cortado kernel install --user"));
  }

  private static Optional<String> output(String... command) {
    boolean onPath =
        Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
            .anyMatch(dir -> Files.isExecutable(Path.of(dir, command[0])));
    if (!onPath) {
      return Optional.empty();
    }
    try {
      Process p =
          new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
      p.getOutputStream().close();
      String out = p.inputReader().lines().collect(Collectors.joining("\n"));
      boolean good = p.waitFor(20, TimeUnit.SECONDS) && p.exitValue() == 0;
      return good ? Optional.of(out.strip()) : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }
}
