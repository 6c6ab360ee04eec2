package cortado.magic;

import java.util.concurrent.Callable;

/**
 * A picocli command that runs once. What {@link #call} returns is the value of the magic: Java code
 * in the next cell can use it, and the front end shows it; null shows nothing.
 */
public interface Magic extends Callable<Object> {

  /** Makes the command for one run. */
  interface Factory {
    Magic create(MagicContext context);
  }
}
