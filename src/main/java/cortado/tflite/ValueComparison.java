package cortado.tflite;

import cortado.quantize.Deviation;
import cortado.tensor.Tensor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bytedeco.javacpp.PointerScope;

/**
 * Computes samples with two files of one program and compares the values between the steps. Both
 * run in the runtime's own kernels, as XNNPACK keeps no value that only its own operators read.
 */
public final class ValueComparison {
  /** What the writer appends to the name of a value that exists in a second form. */
  private static final Pattern FORM = Pattern.compile("/(float32|int8|uint8|int16)(/\\d+)?$");

  private static final Set<String> CONVERSIONS = Set.of("QUANTIZE", "DEQUANTIZE");

  private final NativeInterpreter exact;
  private final NativeInterpreter close;
  private final Map<String, Integer> originals;
  private final Map<String, List<Form>> copies;

  /**
   * A value of the second file.
   *
   * @param type that it is computed or fed in
   * @param deviation of the form that is furthest off, where a value is there in several
   */
  public record Compared(TensorType type, Deviation deviation) {}

  /** A tensor that holds a value, and whether it was made of another one that does. */
  private record Form(int tensor, TensorType type, boolean converted, Deviation.Meter meter) {}

  private ValueComparison(
      NativeInterpreter exact,
      NativeInterpreter close,
      Map<String, Integer> originals,
      Map<String, List<Form>> copies) {
    this.exact = exact;
    this.close = close;
    this.originals = originals;
    this.copies = copies;
  }

  /**
   * Compares the values that both files have.
   *
   * @param exact a file of float32
   * @param close the file of its quantized program; both are Cortado's own
   * @param inputs float32, at least one sample, batch first
   * @return by the names of the values
   */
  public static Map<String, Compared> of(Path exact, Path close, List<Tensor> inputs) {
    Map<String, Integer> originals = new HashMap<>();
    forms(exact, Set.of()).forEach((name, forms) -> originals.put(name, forms.get(0).tensor()));
    Map<String, List<Form>> copies = forms(close, originals.keySet());
    copies.keySet().retainAll(originals.keySet());
    int threads = Runtime.getRuntime().availableProcessors();
    NativeInterpreter.Mode mode = NativeInterpreter.Mode.OBSERVABLE;
    try (NativeInterpreter first = NativeInterpreter.open(exact, threads, mode);
        NativeInterpreter second = NativeInterpreter.open(close, threads, mode);
        PointerScope scope = new PointerScope()) {
      return new ValueComparison(first, second, originals, copies).run(inputs);
    }
  }

  private Map<String, Compared> run(List<Tensor> inputs) {
    SampleFeed exactly = new SampleFeed(exact, inputs);
    SampleFeed closely = new SampleFeed(close, inputs);
    for (int sample = 0; sample < exactly.samples(); sample++) {
      exactly.invoke(sample);
      closely.invoke(sample);
      copies.forEach(this::observe);
    }
    Map<String, Compared> found = new LinkedHashMap<>();
    copies.forEach((name, forms) -> found.put(name, worst(forms)));
    return found;
  }

  private void observe(String name, List<Form> forms) {
    float[] y = read(exact, originals.get(name));
    for (Form form : forms) {
      float[] q = read(close, form.tensor());
      if (q.length != y.length) {
        throw new IllegalStateException(name + " has " + q.length + " numbers, not " + y.length);
      }
      form.meter().add(y, q);
    }
  }

  private static float[] read(NativeInterpreter model, int tensor) {
    TensorPort port = new TensorPort(model.get().tensor(tensor));
    float[] values = new float[port.elements()];
    port.read(values, 0);
    return values;
  }

  private static Compared worst(List<Form> forms) {
    Deviation worst = null;
    TensorType type = forms.get(0).type();
    for (Form form : forms) {
      Deviation d = form.meter().deviation();
      worst = worst == null || d.sqnrDb() < worst.sqnrDb() ? d : worst;
      type = form.converted() ? type : form.type();
    }
    return new Compared(type, worst);
  }

  /**
   * The tensors that are fed or computed, by the names of their values.
   *
   * @param values names that are taken as they are
   */
  private static Map<String, List<Form>> forms(Path file, Set<String> values) {
    TfliteFile.Subgraph graph = TfliteFile.read(file).main();
    Map<String, List<Form>> forms = new LinkedHashMap<>();
    graph.inputs().forEach(t -> add(graph, t, false, values, forms));
    for (TfliteFile.Operator o : graph.operators()) {
      boolean constant =
          o.inputs().stream().allMatch(t -> t < 0 || graph.tensors().get(t).isConstant());
      if (!constant) {
        boolean converts = CONVERSIONS.contains(o.name());
        o.outputs().forEach(t -> add(graph, t, converts, values, forms));
      }
    }
    return forms;
  }

  private static void add(
      TfliteFile.Subgraph graph,
      int tensor,
      boolean converted,
      Set<String> values,
      Map<String, List<Form>> forms) {
    TfliteFile.TensorEntry t = graph.tensors().get(tensor);
    Matcher form = FORM.matcher(t.name());
    Optional<String> plain =
        form.find() && !values.contains(t.name())
            ? Optional.of(form.replaceFirst(""))
            : Optional.empty();
    forms
        .computeIfAbsent(plain.orElse(t.name()), k -> new ArrayList<>())
        .add(new Form(tensor, t.type(), converted, new Deviation.Meter()));
  }
}
