package cortado.kernel.guest;

import cortado.UserError;
import cortado.display.MimeBundle;
import cortado.display.Renderer;
import cortado.magic.Console;
import cortado.magic.LazySession;
import cortado.magic.Magics;
import cortado.session.Session;
import java.io.File;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;

/** The session and the magics of a JVM whose kernel is of another. */
final class Guest {
  /** What cells see without an import of their own. */
  static final String IMPORTS =
      """
      import java.nio.file.*;
      import java.util.stream.*;
      import tech.tablesaw.api.*;
      import cortado.graph.*;
      import cortado.tensor.*;
      import cortado.session.*;
      import cortado.workspace.*;
      import static cortado.kernel.guest.GuestCell.*;
      """;

  private final LazySession session = LazySession.ofEnvironment();
  private final Magics magics = new Magics(session);
  private final Renderer renderer = new Renderer();
  private final Console console;

  /** Opens the door: cells see this guest from now on. */
  Guest(Screen screen) {
    console = new GuestConsole(screen, renderer);
    prepare();
    Runtime.getRuntime().addShutdownHook(new Thread(session::close, "session"));
    GuestCell.serve(this);
  }

  Set<String> names() {
    return magics.names();
  }

  MimeBundle render(Object value) {
    return renderer.render(value);
  }

  Session session() {
    return magics.session();
  }

  /**
   * Runs a magic that another kernel took apart at its blanks and double quotes.
   *
   * @throws MagicError if it cannot be done or was interrupted
   */
  Object run(String name, List<String> words) {
    StringBuilder line = new StringBuilder("%" + name);
    words.forEach(w -> line.append(' ').append(w.matches("(?s).*\\s.*") ? '"' + w + '"' : w));
    return run(line.toString());
  }

  Object run(String line) {
    try {
      return magics.run(line, console);
    } catch (UserError | CancellationException e) {
      throw new MagicError(e);
    }
  }

  /** What our own kernelspec gives on the command line. */
  private static void prepare() {
    set("java.awt.headless", "true");
    set("org.slf4j.simpleLogger.defaultLogLevel", "off");
    set("org.bytedeco.javacpp.maxBytes", "0"); // it must not count native memory that others hold
    set("org.bytedeco.javacpp.maxPhysicalBytes", "0");
    if (Guest.class.getClassLoader() instanceof URLClassLoader loader) {
      addToClassPath(loader.getURLs());
    }
  }

  private static void set(String property, String value) {
    if (System.getProperty(property) == null) {
      System.setProperty(property, value);
    }
  }

  /** Processes that measure start with the class path of this one, which IJava does not extend. */
  private static void addToClassPath(URL[] urls) {
    String property = "java.class.path";
    Set<String> all =
        new LinkedHashSet<>(List.of(System.getProperty(property).split(File.pathSeparator)));
    for (URL url : urls) {
      if (url.getProtocol().equals("file")) {
        all.add(Path.of(java.net.URI.create(url.toString())).toString());
      }
    }
    System.setProperty(property, String.join(File.pathSeparator, all));
  }
}
