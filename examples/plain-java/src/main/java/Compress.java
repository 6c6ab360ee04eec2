import cortado.session.PruneRequest;
import cortado.session.QuantizeRequest;
import cortado.session.Session;
import cortado.workspace.SessionListener;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;

/** {@code Compress MODEL.h5 SMALL.tflite}: 80 % zeros, then weights of 8 bits. */
class Compress {
  public static void main(String[] files) {
    try (Session session = Session.open(Path.of("compress.cortado"), Clock.systemUTC())) {
      session.load(Path.of(files[0]), Optional.of("model"));
      session.prune(PruneRequest.of(0.8), SessionListener.SILENT);
      var small = session.quantize(QuantizeRequest.of("dynamic"), SessionListener.SILENT);
      System.out.println(small + " is in " + session.export(small, Path.of(files[1])));
    }
  }
}
