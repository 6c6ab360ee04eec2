package cortado.tensorflow;

import java.util.function.Function;
import org.tensorflow.Graph;
import org.tensorflow.Session;
import org.tensorflow.op.Ops;

/** A graph of TensorFlow with the session that runs it, in native memory until closed. */
record GraphSession(Graph graph, Session session) implements AutoCloseable {

  /** Gives a new one to what builds the graph; closes it if that fails. */
  static <T> T build(Threads threads, Function<GraphSession, T> builder) {
    Graph graph = new Graph();
    Session session = null;
    try {
      session = new Session(graph, SessionConfig.of(threads));
      return builder.apply(new GraphSession(graph, session));
    } catch (RuntimeException | Error e) {
      if (session != null) {
        session.close();
      }
      graph.close();
      throw e;
    }
  }

  Ops ops() {
    return Ops.create(graph);
  }

  @Override
  public void close() {
    session.close();
    graph.close();
  }
}
