package cortado.notebook;

import com.fasterxml.jackson.databind.node.ObjectNode;
import cortado.display.MimeBundle;
import cortado.display.NotebookProgress;
import cortado.display.Renderer;
import cortado.magic.Console;
import java.util.function.Consumer;
import java.util.function.Function;

/** Puts what magics show among the outputs of a cell; of progress the last state stays. */
final class OutputConsole implements Console {
  private final CellOutputs outputs;
  private final Renderer renderer;

  OutputConsole(CellOutputs outputs, Renderer renderer) {
    this.outputs = outputs;
    this.renderer = renderer;
  }

  @Override
  public void show(Object value) {
    outputs.display(renderer.render(value));
  }

  @Override
  public <T> void showAs(Class<T> type, Function<? super T, ?> view) {
    renderer.showAs(type, view);
  }

  @Override
  public ProgressBar progress(String title) {
    return new NotebookProgress(
        title,
        new Consumer<>() {
          private ObjectNode place;

          @Override
          public void accept(MimeBundle bundle) {
            if (place == null) {
              place = outputs.display(bundle);
            } else {
              outputs.replace(place, bundle);
            }
          }
        });
  }

  @Override
  public void clear() {
    outputs.clear();
  }
}
