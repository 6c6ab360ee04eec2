package cortado.quantize;

import cortado.UserError;
import cortado.graph.LayerPattern;
import cortado.ops.Program;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How a model is quantized.
 *
 * @param scheme of the whole, as {@link Scheme#of} takes it
 * @param io the type in which values enter and leave, as {@link Scheme.Edge#named} takes it
 * @param layers schemes of some layers; the last that meets a layer decides
 * @param calibration how int8 finds ranges, as {@link CalibrationMethod#named} takes it
 * @param corrections made before int8, as {@link Correction#id} names them, in their order
 * @param foldsWidth whether convolutions of few channels compute several pixels at once in the file
 */
public record QuantizationMethod(
    String scheme,
    String io,
    List<LayerScheme> layers,
    String calibration,
    List<String> corrections,
    boolean foldsWidth) {

  /**
   * @throws UserError if there is no such scheme, type or way to calibrate, or the scheme has
   *     floats at its edges
   */
  public QuantizationMethod {
    layers = List.copyOf(layers);
    corrections = Correction.inOrder(corrections);
    CalibrationMethod.named(calibration);
    List<String> integers =
        schemes(scheme, layers)
            .filter(Scheme.FullInteger.class::isInstance)
            .map(Scheme::id)
            .distinct()
            .toList();
    if (integers.size() > 1) {
      throw UserError.because("The layers of a file have integers of one kind")
          .received(String.join(" and ", integers))
          .allowed("one of int8, uint8 and int16x8, beside float32, float16, dynamic and int4")
          .next("%quantize int8, with layers of float16 or float32");
    }
    Scheme.Edge edge = Scheme.Edge.named(io);
    if (Scheme.of(scheme) instanceof Scheme.FullInteger f) {
      requireEdge(f.integers(), edge);
    } else if (edge != Scheme.Edge.FLOAT32) {
      throw UserError.because("A model of " + scheme + " takes and gives floats")
          .received("--io " + io)
          .allowed("--io float, or %quantize int8")
          .next("%quantize int8 --io " + io);
    }
  }

  private static void requireEdge(Integers integers, Scheme.Edge edge) {
    if (!integers.edges().contains(edge)) {
      String last = integers.edges().get(integers.edges().size() - 1).id();
      throw UserError.because("A model of " + integers.id() + " does not take or give " + edge.id())
          .received("--io " + edge.id())
          .allowed(
              integers.edges().stream()
                  .map(e -> "--io " + e.id())
                  .collect(Collectors.joining(", ")))
          .next("%quantize " + integers.id() + " --io " + last);
    }
  }

  /** One scheme for all layers, floats at the edges. */
  public static QuantizationMethod of(String scheme) {
    return new QuantizationMethod(
        scheme,
        Scheme.Edge.FLOAT32.id(),
        List.of(),
        CalibrationMethod.MIN_MAX.id(),
        List.of(),
        false);
  }

  public QuantizationMethod withIo(String type) {
    return new QuantizationMethod(scheme, type, layers, calibration, corrections, foldsWidth);
  }

  /** With the schemes of more layers, which prevail over those before. */
  public QuantizationMethod withLayers(List<LayerScheme> more) {
    List<LayerScheme> all = new ArrayList<>(layers);
    all.addAll(more);
    return new QuantizationMethod(scheme, io, all, calibration, corrections, foldsWidth);
  }

  public QuantizationMethod withCalibration(String method) {
    return new QuantizationMethod(scheme, io, layers, method, corrections, foldsWidth);
  }

  /** With corrections of the float model, {@code equalize} and {@code bias}. */
  public QuantizationMethod withCorrections(List<String> ids) {
    return new QuantizationMethod(scheme, io, layers, calibration, ids, foldsWidth);
  }

  /** With convolutions of few channels that compute several pixels at once, or without. */
  public QuantizationMethod withFoldedWidth(boolean folds) {
    return new QuantizationMethod(scheme, io, layers, calibration, corrections, folds);
  }

  /** With layers that stay float32. */
  public QuantizationMethod withSkip(List<String> patterns) {
    return withLayers(patterns.stream().map(LayerScheme::skipped).toList());
  }

  /** The scheme of the whole. */
  public Scheme whole() {
    Scheme s = Scheme.of(scheme);
    return s instanceof Scheme.FullInteger f
        ? new Scheme.FullInteger(Scheme.Edge.named(io), f.integers())
        : s;
  }

  /** The integers that layers have; empty if none has any. */
  public Optional<Integers> integers() {
    return Integers.of(schemes(scheme, layers));
  }

  private static Stream<Scheme> schemes(String whole, List<LayerScheme> layers) {
    return Stream.concat(Stream.of(whole), layers.stream().map(LayerScheme::scheme))
        .map(Scheme::of);
  }

  /** The scheme of one layer. */
  public Scheme scheme(String layer) {
    Scheme chosen = whole();
    for (LayerScheme l : layers) {
      chosen = l.layers().matches(layer) ? Scheme.of(l.scheme()) : chosen;
    }
    return chosen;
  }

  /**
   * Plans a program's file.
   *
   * @param calibration needed if any layer is int8
   */
  public QuantizationPlan plan(Program program, Optional<Calibration> calibration) {
    return calibration.isPresent()
        ? QuantizationPlan.of(whole(), s -> scheme(s.layer()), program, calibration.get())
        : QuantizationPlan.of(whole(), s -> scheme(s.layer()), program);
  }

  /**
   * Refuses patterns that meet nothing, and what would leave all layers as they are.
   *
   * @param names of the layers that compute something
   * @throws UserError if a pattern meets none of them, or all of them stay float32
   */
  public void requireMatches(List<String> names) {
    LayerPattern.requireMatches(
        layers.stream().map(LayerScheme::layers).toList(), names, "work of its own");
    if (!layers.isEmpty() && names.stream().allMatch(n -> scheme(n) instanceof Scheme.Float32)) {
      throw UserError.because("No layer is left to quantize")
          .received(this)
          .next("%quantize int8, with fewer layers to skip");
    }
  }

  public CalibrationMethod calibrator() {
    return CalibrationMethod.named(calibration);
  }

  /** As arguments where they are not as usual: {@code int8 --io uint8 --skip conv_1}. */
  @Override
  public String toString() {
    return scheme
        + (io.equals(Scheme.Edge.FLOAT32.id()) ? "" : " --io " + io)
        + (calibration.equals(CalibrationMethod.MIN_MAX.id())
            ? ""
            : " --calibration " + calibration)
        + (corrections.isEmpty() ? "" : " --correct " + String.join(",", corrections))
        + (foldsWidth ? " --fold-width" : "")
        + layers.stream().map(l -> " " + l).collect(Collectors.joining());
  }
}
