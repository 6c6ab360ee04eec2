package cortado.magic;

import cortado.data.Augmentation;
import cortado.explain.Target;
import cortado.prune.Criterion;
import cortado.prune.Granularity;
import cortado.prune.Scope;
import cortado.quantize.CalibrationMethod;
import cortado.quantize.Correction;
import cortado.quantize.Scheme;
import cortado.report.NetworkColour;
import cortado.report.PlotKind;
import cortado.train.Decay;
import cortado.workspace.RuntimeId;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What completion offers for options that take one of a few names. */
final class Names {
  private Names() {}

  static final class Losses extends ArrayList<String> {
    Losses() {
      super(LossName.names());
    }
  }

  static final class SessionActions extends ArrayList<String> {
    SessionActions() {
      super(SessionAction.names());
    }
  }

  /** Variants, dropped ones or files, as the action takes them. */
  static final class SessionArguments extends ArrayList<String> {}

  static final class Runtimes extends ArrayList<String> {
    Runtimes() {
      super(Stream.of(RuntimeId.values()).map(RuntimeId::id).toList());
    }
  }

  static final class Decays extends ArrayList<String> {
    Decays() {
      super(Stream.of(Decay.values()).map(Decay::id).toList());
    }
  }

  /** Each alone, and all together. */
  static final class Augmentations extends ArrayList<String> {
    Augmentations() {
      List<Augmentation> all = List.of(Augmentation.values());
      addAll(all.stream().map(Augmentation::id).toList());
      add(Augmentation.text(all));
    }
  }

  static final class Schedules extends ArrayList<String> {
    Schedules() {
      super(List.of("polynomial", "constant", "one-shot"));
    }
  }

  static final class Granularities extends ArrayList<String> {
    Granularities() {
      super(Granularity.EXAMPLES.stream().map(Granularity::id).toList());
    }
  }

  static final class Scopes extends ArrayList<String> {
    Scopes() {
      super(Stream.of(Scope.values()).map(Scope::id).toList());
    }
  }

  static final class Criteria extends ArrayList<String> {
    Criteria() {
      super(Criterion.NAMES);
    }
  }

  static final class Schemes extends ArrayList<String> {
    Schemes() {
      super(Scheme.ALL.stream().map(Scheme::id).filter(id -> !id.equals("float32")).toList());
    }
  }

  static final class Edges extends ArrayList<String> {
    Edges() {
      super(Stream.of(Scheme.Edge.values()).map(Scheme.Edge::id).toList());
    }
  }

  static final class Calibrations extends ArrayList<String> {
    Calibrations() {
      super(Stream.of(CalibrationMethod.values()).map(CalibrationMethod::id).toList());
    }
  }

  static final class Corrections extends ArrayList<String> {
    Corrections() {
      super(Stream.of(Correction.values()).map(Correction::id).toList());
    }
  }

  /** For all layers, to be narrowed. */
  static final class LayerSchemes extends ArrayList<String> {
    LayerSchemes() {
      super(Scheme.ALL.stream().map(s -> "*=" + s.id()).toList());
    }
  }

  /** Layers of the newest variant, which completion asks the session for. */
  static final class Layers extends ArrayList<String> {}

  static final class Datasets extends ArrayList<String> {
    Datasets() {
      super(List.of("cells"));
    }
  }

  static final class Targets extends ArrayList<String> {
    Targets() {
      super(Stream.of(Target.values()).map(Target::id).toList());
    }
  }

  static final class Examples extends ArrayList<String> {
    Examples() {
      super(Example.names());
    }
  }

  static final class Models extends ArrayList<String> {
    Models() {
      super(Architecture.names());
    }
  }

  static final class NetworkColours extends ArrayList<String> {
    NetworkColours() {
      super(Stream.of(NetworkColour.values()).map(NetworkColour::toString).toList());
    }
  }

  static final class Plots extends ArrayList<String> {
    Plots() {
      super(Stream.of(PlotKind.values()).map(PlotKind::toString).toList());
    }
  }
}
