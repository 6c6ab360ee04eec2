package cortado.magic;

import cortado.UserError;
import cortado.graph.Layer;
import cortado.session.Session;
import cortado.workspace.Variant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** All magics of a session by name. */
public final class Magics {
  private final Map<String, Magic.Factory> factories = new LinkedHashMap<>();
  private final Supplier<Session> session;

  /**
   * All magics on one session.
   *
   * @param session is asked for when a magic first needs it
   */
  public Magics(Supplier<Session> session) {
    this.session = session;
    register(LoadMagic::new);
    register(ModelMagic::new);
    register(DataMagic::new);
    register(TrainMagic::new);
    register(PruneMagic::new);
    register(SensitivityMagic::new);
    register(ClusterMagic::new);
    register(QuantizeMagic::new);
    register(MeasureMagic::new);
    register(CheckMagic::new);
    register(ExplainMagic::new);
    register(TableMagic::new);
    register(PlotMagic::new);
    register(SummaryMagic::new);
    register(HistoryMagic::new);
    register(SessionMagic::new);
    register(UndoMagic::new);
    register(PredictMagic::new);
    register(ExportMagic::new);
    register(FreshMagic::new);
    register(HelpMagic::new);
    register(LsMagic::new);
  }

  /** The session that all work on; opened if none did yet. */
  public Session session() {
    return session.get();
  }

  /** Adds a magic, in place of one of the same name. */
  public void register(Magic.Factory factory) {
    // Not by a CommandLine, which reads all options of each: 18 of them are half a second's work.
    Magic magic = factory.create(new MagicContext(this, session, null));
    factories.put(magic.getClass().getAnnotation(Command.class).name(), factory);
  }

  /** The names, without the percent sign, in the order of the help. */
  public Set<String> names() {
    return Set.copyOf(factories.keySet());
  }

  Collection<String> ordered() {
    return factories.keySet();
  }

  /**
   * Runs a magic.
   *
   * @param line such as {@code %prune 0.8 --epochs 5}
   * @return its value, or null if it has none
   * @throws UserError if the line or what it asks for is wrong; the session is as it was
   * @throws java.util.concurrent.CancellationException if the thread was interrupted
   */
  public Object run(String line, Console console) {
    MagicLine call = MagicLine.parse(line);
    CommandLine command = commandLine(factory(call.name()), console);
    if (call.arguments().contains("--help")) {
      return help(call.name());
    }
    return Invocation.run(command, call);
  }

  /** The help of a magic: usage, options with their defaults, examples. */
  public String help(String name) {
    return commandLine(factory(name), null)
        .getUsageMessage(CommandLine.Help.Ansi.OFF)
        .stripTrailing();
  }

  /** One sentence on what a magic does. */
  public String summary(String name) {
    return String.join(
        " ", commandLine(factory(name), null).getCommandSpec().usageMessage().description());
  }

  /** What could stand at the cursor of a line that begins with a percent sign. */
  public Completions complete(String line, int cursor) {
    return new MagicCompleter(this).complete(line.substring(0, cursor));
  }

  private Magic.Factory factory(String name) {
    Magic.Factory factory = factories.get(name);
    if (factory == null) {
      throw UserError.because("There is no magic %" + name)
          .allowed(String.join(", ", factories.keySet().stream().map(n -> "%" + n).toList()))
          .next("%help");
    }
    return factory;
  }

  /** What completion offers where a variant is named. */
  List<Completion> variants() {
    return session.get().variants().stream()
        .map(v -> Completion.word(v.name(), v.recipe().text()))
        .toList();
  }

  /** What completion offers where a dropped variant is named. */
  List<Completion> dropped() {
    return session.get().housekeeping().list().dropped().stream()
        .map(item -> Completion.word(item.name(), item.recipe()))
        .toList();
  }

  /** The layers of the newest variant, for completion. */
  List<String> layers() {
    List<Variant> all = session.get().variants();
    return all.isEmpty() || session.get().newest().isForeign()
        ? List.of()
        : session.get().newest().model().graph().layers().stream().map(Layer::name).toList();
  }

  CommandLine command(String name) {
    return commandLine(factory(name), null);
  }

  boolean knows(String name) {
    return factories.containsKey(name);
  }

  List<String> startingWith(String prefix) {
    return factories.keySet().stream().filter(n -> n.startsWith(prefix)).toList();
  }

  private CommandLine commandLine(Magic.Factory factory, Console console) {
    return MagicSyntax.of(factory.create(new MagicContext(this, session, console)));
  }
}
