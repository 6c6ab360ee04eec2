package cortado.display;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One value in the forms that a front end may choose from.
 *
 * @param data MIME type to content: text as it is, images in base64, types that end in {@code json}
 *     as maps, lists, strings, numbers, booleans and null
 */
public record MimeBundle(Map<String, Object> data) {
  public static final String TEXT = "text/plain";
  public static final String HTML = "text/html";
  public static final String PNG = "image/png";
  public static final String PLOTLY = "application/vnd.plotly.v1+json";

  public MimeBundle {
    data = Collections.unmodifiableMap(new LinkedHashMap<>(data));
  }

  public static MimeBundle text(String text) {
    return new MimeBundle(Map.of(TEXT, text));
  }

  /** HTML, without any escaping, and what is left of it as text without its tags. */
  public static MimeBundle html(String html) {
    String text =
        html.replaceAll("<[^>]*>", "")
            .replace("&nbsp;", " ")
            .replace("&lt;", "<")
            .replace("&gt;", ">")
            .replace("&quot;", "\"")
            .replace("&#39;", "'")
            .replace("&amp;", "&");
    return text(text).with(HTML, html);
  }

  /** A text in HTML that shows it as it is, tags and all. */
  public static String escape(String text) {
    return Html.escape(text);
  }

  /** This bundle with one more form. */
  public MimeBundle with(String mimeType, Object content) {
    Map<String, Object> more = new LinkedHashMap<>(data);
    more.put(mimeType, content);
    return new MimeBundle(more);
  }

  /** What a terminal prints. */
  public String plain() {
    return String.valueOf(data.getOrDefault(TEXT, ""));
  }
}
