package cortado.measure;

import cortado.measure.worker.Wire;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** What a child is told to do, as it reads it. */
final class Orders {
  private final List<Wire> lines = new ArrayList<>();

  private Orders(String runtime, Path artifact, int threads) {
    add("runtime", runtime);
    add("artifact", artifact);
    add("threads", Integer.toString(threads));
  }

  static String of(MeasureRequest request) {
    return costs(request).text();
  }

  private static Orders costs(MeasureRequest request) {
    Orders orders = new Orders(request.runtime(), request.artifact(), request.threads());
    orders.add("warmups", Integer.toString(request.warmups()));
    orders.add("runs", Integer.toString(request.runs()));
    request.inputs().forEach(p -> orders.add("input", p));
    request.test().ifPresent(orders::add);
    return orders;
  }

  static String of(String runtime, Path artifact, int threads, MeasureRequest.TestSet samples) {
    Orders orders = new Orders(runtime, artifact, threads);
    orders.add(samples);
    return orders.text();
  }

  static String of(ProfileRequest request) {
    Orders orders = costs(request.costs());
    orders.add("profile", Integer.toString(request.runs()));
    return orders.text();
  }

  private void add(MeasureRequest.TestSet set) {
    set.samples().forEach(p -> add("test", p));
    set.predictions().forEach(p -> add("predictions", p));
    add("batch", Integer.toString(set.batch()));
  }

  private void add(String key, Path path) {
    add(key, path.toAbsolutePath().toString());
  }

  private void add(String key, String value) {
    lines.add(new Wire(key, value));
  }

  private String text() {
    return lines.stream().map(w -> w.asRequest() + "\n").collect(Collectors.joining()) + "\n";
  }
}
