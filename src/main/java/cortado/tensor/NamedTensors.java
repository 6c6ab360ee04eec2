package cortado.tensor;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Tensors of equally many samples, samples first: the inputs of a model, or its outputs.
 *
 * @param names one for each tensor; all are empty where the order alone tells them apart
 */
public record NamedTensors(List<String> names, List<Tensor> tensors) {
  /** No tensor at all. */
  public static final NamedTensors NONE = new NamedTensors(List.of(), List.of());

  public NamedTensors {
    names = List.copyOf(names);
    tensors = List.copyOf(tensors);
    boolean named = names.stream().noneMatch(String::isEmpty);
    boolean distinct = new HashSet<>(names).size() == names.size();
    if (names.size() != tensors.size()
        || named && !distinct
        || !named && names.stream().anyMatch(n -> !n.isEmpty())) {
      throw new IllegalArgumentException(names + " for " + tensors);
    }
    for (Tensor t : tensors) {
      if (t.shape().rank() == 0 || t.shape().dim(0) != tensors.get(0).shape().dim(0)) {
        throw new IllegalArgumentException("not of equally many samples: " + tensors);
      }
    }
  }

  /** One tensor without a name. */
  public static NamedTensors of(Tensor tensor) {
    return of(List.of(tensor));
  }

  /** Tensors without names. */
  public static NamedTensors of(List<Tensor> tensors) {
    return new NamedTensors(Collections.nCopies(tensors.size(), ""), tensors);
  }

  /** The number of tensors. */
  public int size() {
    return tensors.size();
  }

  /** The number of samples; 0 if there is no tensor. */
  public int count() {
    return tensors.isEmpty() ? 0 : tensors.get(0).shape().dim(0);
  }

  /** Whether the tensors have names. */
  public boolean isNamed() {
    return !names.isEmpty() && !names.get(0).isEmpty();
  }

  /**
   * The tensor of a name.
   *
   * @throws IllegalArgumentException if there is none
   */
  public Tensor get(String name) {
    int at = names.indexOf(name);
    if (name.isEmpty() || at < 0) {
      throw new IllegalArgumentException("no tensor '" + name + "' in " + names);
    }
    return tensors.get(at);
  }

  /**
   * The only tensor.
   *
   * @throws IllegalStateException if there is none or more than one
   */
  public Tensor only() {
    if (size() != 1) {
      throw new IllegalStateException("one tensor was expected, not " + this);
    }
    return tensors.get(0);
  }

  /** The tensors by their names, or by their numbers from 0 where they have none. */
  public Map<String, Tensor> asMap() {
    Map<String, Tensor> map = new LinkedHashMap<>();
    for (int i = 0; i < size(); i++) {
      map.put(isNamed() ? names.get(i) : Integer.toString(i), tensors.get(i));
    }
    return map;
  }

  /** The same tensors under other names. */
  public NamedTensors withNames(List<String> others) {
    return new NamedTensors(others, tensors);
  }

  /** The samples of these numbers, in this order. */
  public NamedTensors select(int... indices) {
    return new NamedTensors(names, tensors.stream().map(t -> gather(t, indices)).toList());
  }

  /** The samples from {@code from} to before {@code to}. */
  public NamedTensors slice(int from, int to) {
    return select(IntStream.range(from, to).toArray());
  }

  private static Tensor gather(Tensor t, int[] indices) {
    Shape shape = t.shape().withDim(0, indices.length);
    long each = t.shape().withDim(0, 1).elements() * t.dtype().bytes();
    int size = Math.toIntExact(Math.multiplyExact(each, (long) indices.length));
    ByteBuffer out = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    ByteBuffer from = t.bytes();
    for (int i : indices) {
      out.put(from.slice((int) (i * each), (int) each));
    }
    return Tensor.view(t.dtype(), shape, out.flip());
  }

  /** Such as {@code left FLOAT32 (8, 3), right FLOAT32 (8, 2)}. */
  @Override
  public String toString() {
    List<String> parts =
        IntStream.range(0, size())
            .mapToObj(i -> (names.get(i) + " " + tensors.get(i)).strip())
            .toList();
    return String.join(", ", parts);
  }
}
