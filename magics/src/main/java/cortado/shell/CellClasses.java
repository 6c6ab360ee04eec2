package cortado.shell;

import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.InputStream;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import jdk.jshell.execution.LoaderDelegate;
import jdk.jshell.spi.ExecutionControl.ClassBytecodes;
import jdk.jshell.spi.ExecutionControl.ClassInstallException;
import jdk.jshell.spi.ExecutionControl.InternalException;

/**
 * The classes that cells were compiled to. JShell's own loader would look for each of them in all
 * jars of the class path first, and open those that nobody needed so far.
 */
final class CellClasses implements LoaderDelegate {
  private final Loader loader = new Loader(ClassLoader.getSystemClassLoader());

  private static final class Loader extends URLClassLoader {
    private final Map<String, byte[]> files = new ConcurrentHashMap<>();

    Loader(ClassLoader parent) {
      super(new URL[0], parent);
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      byte[] file = files.get(file(name));
      if (file == null) {
        return super.loadClass(name, resolve);
      }
      synchronized (getClassLoadingLock(name)) {
        Class<?> loaded = findLoadedClass(name);
        return loaded == null ? defineClass(name, file, 0, file.length) : loaded;
      }
    }

    @Override
    public InputStream getResourceAsStream(String name) {
      byte[] file = files.get(name);
      return file == null ? super.getResourceAsStream(name) : new ByteArrayInputStream(file);
    }

    @Override
    protected void addURL(URL url) {
      super.addURL(url);
    }

    static String file(String className) {
      return className.replace('.', '/') + ".class";
    }
  }

  @Override
  @SuppressWarnings("ReturnValueIgnored")
  public void load(ClassBytecodes[] classes) throws ClassInstallException {
    classesRedefined(classes);
    boolean[] loaded = new boolean[classes.length];
    try {
      for (int i = 0; i < classes.length; i++) {
        Class<?> c = loader.loadClass(classes[i].name());
        loaded[i] = true;
        c.getDeclaredMethods(); // fails now, not in the midst of the code, if a type is missing
      }
    } catch (ClassNotFoundException | LinkageError e) {
      throw new ClassInstallException("load: " + e.getMessage(), loaded);
    }
  }

  @Override
  public void classesRedefined(ClassBytecodes[] classes) {
    for (ClassBytecodes c : classes) {
      loader.files.put(Loader.file(c.name()), c.bytecodes());
    }
  }

  @Override
  public void addToClasspath(String path) throws InternalException {
    try {
      for (String entry : path.split(File.pathSeparator)) {
        loader.addURL(new File(entry).toURI().toURL());
      }
    } catch (MalformedURLException e) {
      throw new InternalException(e.toString());
    }
  }

  @Override
  public Class<?> findClass(String name) throws ClassNotFoundException {
    return loader.loadClass(name);
  }

  ClassLoader loader() {
    return loader;
  }
}
