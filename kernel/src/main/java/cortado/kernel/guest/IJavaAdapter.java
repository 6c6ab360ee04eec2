package cortado.kernel.guest;

import cortado.display.MimeBundle;
import io.github.spencerpark.jupyter.kernel.BaseKernel;
import io.github.spencerpark.jupyter.kernel.display.DisplayData;
import io.github.spencerpark.jupyter.kernel.magic.registry.Magics;
import java.util.UUID;

/**
 * Brings the magics and displays of Cortado into classic IJava, whose startup script calls {@link
 * #install()}. {@code %load} becomes Cortado's; {@code %run FILE} takes files of Java.
 */
public final class IJavaAdapter {
  private static final String IJAVA = "io.github.spencerpark.ijava.IJava";

  private IJavaAdapter() {}

  /** Installs into the kernel that runs this. */
  public static void install() throws ReflectiveOperationException {
    // Neither class is in a public repository of libraries, so that no import could be compiled.
    Object kernel = Class.forName(IJAVA).getMethod("getKernelInstance").invoke(null);
    install((BaseKernel) kernel, (Magics) kernel.getClass().getMethod("getMagics").invoke(kernel));
  }

  static void install(BaseKernel kernel, Magics magics) {
    Guest guest = new Guest(screen(kernel));
    for (String name : guest.names()) {
      // IJava drops what a line magic returns, so that it is shown here.
      magics.registerLineMagic(name, words -> show(kernel, guest, guest.run(name, words)));
    }
    magics.registerLineMagic("run", words -> kernel.eval(JJavaExtension.text(words)));
    kernel
        .getRenderer()
        .createRegistration(Object.class) // what others registered for a type goes before
        .preferring(MimeBundle.HTML)
        .supporting(MimeBundle.TEXT)
        .register(
            (value, context) -> context.getOutputContainer().assign(data(guest.render(value))));
  }

  private static Object show(BaseKernel kernel, Guest guest, Object value) {
    if (value != null) {
      kernel.display(data(guest.render(value)));
    }
    return value;
  }

  private static Screen screen(BaseKernel kernel) {
    return new Screen() {
      @Override
      public String show(MimeBundle bundle) {
        String id = UUID.randomUUID().toString();
        DisplayData data = data(bundle);
        data.setDisplayId(id);
        kernel.display(data);
        return id;
      }

      @Override
      public void update(String id, MimeBundle bundle) {
        kernel.getIO().display.updateDisplay(id, data(bundle));
      }
    };
  }

  private static DisplayData data(MimeBundle bundle) {
    DisplayData data = new DisplayData();
    bundle.data().forEach(data::putData);
    return data;
  }
}
