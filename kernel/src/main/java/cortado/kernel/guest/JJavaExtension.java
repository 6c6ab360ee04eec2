package cortado.kernel.guest;

import cortado.UserError;
import cortado.display.MimeBundle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.dflib.jjava.jupyter.Extension;
import org.dflib.jjava.jupyter.kernel.BaseKernel;
import org.dflib.jjava.jupyter.kernel.BaseNotebookStatics;
import org.dflib.jjava.jupyter.kernel.display.RenderContext;
import org.dflib.jjava.jupyter.kernel.magic.MagicsRegistry;

/**
 * Brings the magics and displays of Cortado into stock JJava, which finds this class by itself in
 * {@code JJAVA_CLASSPATH}. {@code %load} becomes Cortado's; {@code %run FILE} takes files of Java.
 */
public final class JJavaExtension implements Extension {
  private static final Screen SCREEN =
      new Screen() {
        @Override
        public String show(MimeBundle bundle) {
          return BaseNotebookStatics.display(bundle);
        }

        @Override
        public void update(String id, MimeBundle bundle) {
          BaseNotebookStatics.updateDisplay(id, bundle);
        }
      };

  @Override
  public void install(BaseKernel kernel) {
    Guest guest = new Guest(SCREEN);
    MagicsRegistry magics = kernel.getMagicsRegistry();
    for (String name : guest.names()) {
      magics.registerLineMagic(name, (k, words) -> guest.run(name, words));
    }
    magics.registerLineMagic("run", (k, words) -> BaseNotebookStatics.eval(text(words)));
    kernel
        .getRenderer()
        .createRegistration(Object.class) // what others registered for a type goes before
        .preferring(MimeBundle.HTML)
        .supporting(MimeBundle.TEXT)
        .register((value, context) -> fill(guest.render(value), context));
    BaseNotebookStatics.eval(Guest.IMPORTS);
  }

  private static void fill(MimeBundle bundle, RenderContext context) {
    bundle.data().forEach(context.getOutputContainer()::putData);
  }

  static String text(List<String> words) {
    Path file = Path.of(String.join(" ", words));
    try {
      return Files.readString(file).replaceFirst("(?m)^\\s*package [\\w.]+;", "");
    } catch (IOException e) {
      throw new MagicError(
          UserError.because("The file cannot be read")
              .received(file)
              .allowed("text in UTF-8")
              .next("Paths begin in " + Path.of("").toAbsolutePath()));
    }
  }
}
