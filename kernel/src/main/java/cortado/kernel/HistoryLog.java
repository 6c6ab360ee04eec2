package cortado.kernel;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.dflib.jjava.jupyter.messages.request.HistoryRequest;

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
  List<List<Object>> find(HistoryRequest request) {
    List<Entry> found = new ArrayList<>();
    if (request instanceof HistoryRequest.Tail tail) {
      found = last(entries, tail.getMaxReturnLength());
    } else if (request instanceof HistoryRequest.Range range) {
      // 0 is the current session, as a negative number counts back from it.
      if (range.getSessionIndex() == 0 || range.getSessionIndex() == SESSION) {
        found = entries.stream().filter(e -> inRange(e, range)).toList();
      }
    } else if (request instanceof HistoryRequest.Search search) {
      found = search(search);
    }
    return found.stream()
        .map(
            e ->
                List.<Object>of(
                    SESSION,
                    e.count,
                    request.includeOutput() ? List.of(e.input, e.output) : e.input))
        .toList();
  }

  private static boolean inRange(Entry e, HistoryRequest.Range range) {
    return e.count >= range.getStart() && (range.getStop() <= 0 || e.count < range.getStop());
  }

  private List<Entry> search(HistoryRequest.Search search) {
    Pattern pattern = glob(search.getPattern() == null ? "*" : search.getPattern());
    Stream<Entry> hits = entries.stream().filter(e -> pattern.matcher(e.input).matches());
    List<Entry> found = new ArrayList<>();
    if (search.filterUnique()) {
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
    return last(found, search.getMaxReturnLength());
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
