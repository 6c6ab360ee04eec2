package cortado.workspace;

import cortado.UserError;
import cortado.data.Augmentation;
import cortado.data.Words;
import cortado.prune.PruningMethod;
import cortado.quantize.LayerScheme;
import cortado.quantize.QuantizationMethod;
import cortado.train.Loss;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/** The magic that makes a variant of its parent, with all that decides the result spelled out. */
final class RecipeLine {
  private final VariantRow row;
  private final StringBuilder line = new StringBuilder();

  private RecipeLine(VariantRow row) {
    this.row = row;
  }

  /**
   * @throws UserError if no magic makes it
   */
  static String of(VariantRow row) {
    return new RecipeLine(row).write();
  }

  private String write() {
    Recipe recipe = row.recipe();
    if (recipe instanceof Recipe.Loaded r) {
      loaded(r.file(), r.sha256());
    } else if (recipe instanceof Recipe.Imported r) {
      loaded(r.file(), r.sha256());
    } else if (recipe instanceof Recipe.WeightsLoaded r) {
      loaded(r.file(), r.sha256());
    } else if (recipe instanceof Recipe.Created r) {
      line.append('%').append(r.architecture().replaceFirst("^%", ""));
      option("--seed", r.seed());
    } else if (recipe instanceof Recipe.Trained r) {
      line.append("%train");
      trained(r.training());
    } else if (recipe instanceof Recipe.Pruned r) {
      pruned(r);
    } else if (recipe instanceof Recipe.Clustered r) {
      line.append("%cluster ").append(r.method().values());
      list("--only", r.method().only());
      list("--skip", r.method().skip());
      trained(r.training());
    } else if (recipe instanceof Recipe.Quantized r) {
      quantized(r);
    } else if (recipe instanceof Recipe.QuantizedAware r) {
      line.append("%quantize ").append(r.method().scheme());
      method(r.method(), r.method().layers());
      option("--calibrate", r.samples());
      line.append(" --aware");
      trained(r.training());
    }
    row.parent()
        .ifPresent(p -> option(recipe instanceof Recipe.WeightsLoaded ? "--into" : "--from", p));
    row.base().ifPresent(b -> option("--relative-to", b));
    option("--as", row.name());
    return line.toString();
  }

  private void loaded(String file, String sha256) {
    String source = row.origin().map(Origin::source).orElse("");
    line.append(source.isEmpty() ? "%load " + Words.quoted(file) : source);
    option("--sha256", sha256);
  }

  private void pruned(Recipe.Pruned r) {
    PruningMethod m = r.method();
    line.append("%prune");
    if (r.size().equals(Recipe.Size.NONE)) {
      line.append(' ').append(number(r.sparsity()));
    } else {
      option("--params", r.size().goal());
    }
    option("--granularity", m.granularity().id());
    option("--schedule", m.schedule());
    option("--scope", m.scope().id());
    option("--criterion", m.criterion());
    option("--min-channels", m.minChannels());
    list("--only", m.only());
    list("--skip", m.skip());
    trained(r.training());
  }

  private void trained(Tuning t) {
    option("--epochs", t.epochs());
    option("--batch", t.batch());
    option("--lr", number(t.learningRate()));
    option("--decay", t.decay().id());
    option("--loss", named(t.loss()));
    Optional.of(t.until()).filter(u -> !u.isEmpty()).ifPresent(u -> option("--until", u));
    if (t.patience() > 0) {
      option("--patience", t.patience());
    }
    option("--distill", number(t.distillation()));
    list("--augment", t.augment().stream().map(Augmentation::id).toList());
    option("--seed", t.seed());
  }

  private String named(Loss loss) {
    if (!Loss.named().contains(loss)) {
      throw UserError.because("No magic makes " + row.name() + ": its loss has numbers of its own")
          .received(loss)
          .next("make it in Java, as it was made");
    }
    return loss.id();
  }

  private void quantized(Recipe.Quantized r) {
    List<LayerScheme> layers = r.method().layers();
    line.append("%quantize ").append(r.method().scheme());
    // The search finds the layers that it kept, which are the last ones, again.
    method(r.method(), layers.subList(0, layers.size() - r.budget().kept().size()));
    if (r.samples() > 0) {
      option("--calibrate", r.samples());
    }
    if (!r.budget().goal().isEmpty()) {
      option("--within", r.budget().goal());
    }
    option("--seed", r.seed());
  }

  private void method(QuantizationMethod m, List<LayerScheme> layers) {
    option("--io", m.io());
    option("--calibration", m.calibration());
    list("--correct", m.corrections());
    line.append(m.foldsWidth() ? " --fold-width" : "");
    layers.forEach(l -> option("--layer", l.pattern() + "=" + l.scheme()));
  }

  private void list(String name, List<String> values) {
    if (!values.isEmpty()) {
      option(name, String.join(",", values));
    }
  }

  private void option(String name, Object value) {
    String text = value.toString();
    // Not for the reader of the line, but for who pastes it into a shell.
    line.append(' ').append(name).append(' ');
    line.append(text.matches(".*[<>*?].*") ? '"' + text + '"' : Words.quoted(text));
  }

  private static String number(double value) {
    return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
  }
}
