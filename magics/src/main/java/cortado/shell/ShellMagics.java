package cortado.shell;

import cortado.magic.Magics;

/** The magics that are about Java and the shell itself, not about models. */
final class ShellMagics {
  private ShellMagics() {}

  static void register(Magics magics, Shell shell) {
    magics.register(c -> new TimeMagic());
    magics.register(c -> new RunMagic(shell));
    magics.register(c -> new MavenMagic(shell));
    magics.register(c -> new JarsMagic(shell));
    magics.register(c -> new ClasspathMagic(shell));
    magics.register(c -> new EnvMagic());
    magics.register(c -> new CdMagic());
  }
}
