package cortado.cli;

import cortado.report.Summary;
import cortado.session.Session;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;

@Command(
    name = "demo",
    description = "Prunes, quantizes and measures a small U-Net that ships with Cortado.")
final class DemoCommand implements Callable<Integer> {
  @ParentCommand private Main main;

  @Override
  public Integer call() {
    try (Workbench bench = main.workbench()) {
      Session session = bench.session().get();
      Path figure = session.workspace().resolve("demo.png");
      for (String cell : story(session, figure)) {
        bench.out().println("\ncortado> " + cell);
        if (!bench.printer().run(cell)) {
          return Main.FAILED;
        }
      }
      bench.out().println("\nThe figure is in " + figure);
      Summary.headline(session.rows()).ifPresent(bench.out()::println);
      return 0;
    }
  }

  /** Named after those that are there, so that a second demo tells the same story again. */
  private static List<String> story(Session session, Path figure) {
    String base = free(session, "cells");
    return List.of(
        "%load --example cells --as " + base,
        "%data cells --train 96 --test 32 --size 128 --seed 7",
        "%prune 0.5 --epochs 5 --lr 0.004 --from " + base + " --as " + base + "-sparse50",
        "%prune 0.8 --epochs 20 --lr 0.004 --from " + base + " --as " + base + "-sparse80",
        "%quantize float16 --as " + base + "-sparse80-float16",
        "%quantize int8 --from " + base + "-sparse80 --as " + base + "-sparse80-int8",
        "%measure --all;",
        "%table",
        "%plot loss-size --out '" + figure + "'");
  }

  private static String free(Session session, String name) {
    List<String> taken = session.variants().stream().map(v -> v.name()).toList();
    String free = name;
    for (int i = 2; taken.contains(free); i++) {
      free = name + i;
    }
    return free;
  }
}
