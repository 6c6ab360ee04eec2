package cortado.kernel;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The cells of this session and what they showed. */
final class HistoryLog {
  private static final int SESSION = 1;
  private static final Pattern WILDCARD = Pattern.compile("[*?]");

  private record Entry(int count, String input, String output) {}

  private final List<Entry> entries = new ArrayList<>();

  void add(int count, String input, String output) {
    entries.add(new Entry(count, input, output));
  }

  /** Triples of session, count and input; or of input and output where that was asked for. */
  List<List<Object>> find(Message request) {
    List<Entry> found =
        switch (request.text("hist_access_type", "")) {
          case "tail" -> last(entries, request.number("n", 0));
          case "range" -> range(request);
          case "search" -> search(request);
          default -> List.of();
        };
    boolean both = request.flag("output", false);
    return found.stream()
        .map(e -> List.<Object>of(SESSION, e.count, both ? List.of(e.input, e.output) : e.input))
        .toList();
  }

  private List<Entry> range(Message request) {
    int session = request.number("session", 0);
    int start = request.number("start", 0);
    int stop = request.number("stop", 0);
    if (session != 0 && session != SESSION) { // 0 is this one, a negative number counts back
      return List.of();
    }
    return entries.stream().filter(e -> e.count >= start && (stop <= 0 || e.count < stop)).toList();
  }

  private List<Entry> search(Message request) {
    Pattern pattern = glob(request.text("pattern", "*"));
    Stream<Entry> hits = entries.stream().filter(e -> pattern.matcher(e.input).matches());
    List<Entry> found = new ArrayList<>();
    if (request.flag("unique", false)) {
      Map<String, Entry> newest = new LinkedHashMap<>();
      hits.forEach(
          e -> {
            newest.remove(e.input);
            newest.put(e.input, e);
          });
      found.addAll(newest.values());
    } else {
      hits.forEach(found::add);
    }
    return last(found, request.number("n", 0));
  }

  private static Pattern glob(String glob) {
    StringBuilder regex = new StringBuilder();
    Matcher m = WILDCARD.matcher(glob);
    int at = 0;
    while (m.find()) {
      regex.append(Pattern.quote(glob.substring(at, m.start())));
      regex.append(m.group().equals("*") ? ".*" : ".");
      at = m.end();
    }
    regex.append(Pattern.quote(glob.substring(at)));
    return Pattern.compile(regex.toString(), Pattern.DOTALL);
  }

  private static List<Entry> last(List<Entry> all, int n) {
    return n <= 0 || n >= all.size() ? all : all.subList(all.size() - n, all.size());
  }
}
