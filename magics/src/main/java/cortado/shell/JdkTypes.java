package cortado.shell;

/** The types of the JDK, found without a look into jars. */
final class JdkTypes {
  private JdkTypes() {}

  static boolean isPackage(String name) {
    return ModuleLayer.boot().modules().stream().anyMatch(m -> m.getPackages().contains(name));
  }

  /** Whether a package has a type; nothing of it is run. */
  static boolean has(String packageName, String type) {
    try {
      Class.forName(packageName + "." + type, false, ClassLoader.getPlatformClassLoader());
      return true;
    } catch (ClassNotFoundException | LinkageError e) {
      return false;
    }
  }
}
