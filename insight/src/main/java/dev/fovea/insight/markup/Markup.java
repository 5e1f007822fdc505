package dev.fovea.insight.markup;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;

/// Writes HTML and SVG: elements that are closed in their order, texts and values of attributes that are escaped. The
/// only way around the escaping is [#raw], which is for markup of this program.
///
/// ```java
/// new Markup().open("td", "class", "name").text("<script>").close().toString()  // <td class="name">&lt;script&gt;</td>
/// ```
public final class Markup {
    private final StringBuilder out = new StringBuilder();
    private final Deque<String> open = new ArrayDeque<>();

    /// Opens an element.
    ///
    /// @param element its name
    /// @param attributes names and values, in turns
    /// @return this
    public Markup open(String element, String... attributes) {
        begin(element, attributes);
        out.append('>');
        open.push(element);
        return this;
    }

    /// Closes the element that was opened last.
    ///
    /// @return this
    /// @throws java.util.NoSuchElementException if none is open
    public Markup close() {
        out.append("</").append(open.pop()).append('>');
        return this;
    }

    /// Writes an element with a text and nothing else in it.
    ///
    /// @param element its name
    /// @param text its content
    /// @param attributes names and values, in turns
    /// @return this
    public Markup element(String element, String text, String... attributes) {
        return open(element, attributes).text(text).close();
    }

    /// Writes an element without content, such as `<path/>` and `<img/>`.
    ///
    /// @param element its name
    /// @param attributes names and values, in turns
    /// @return this
    public Markup empty(String element, String... attributes) {
        begin(element, attributes);
        out.append("/>");
        return this;
    }

    private void begin(String element, String... attributes) {
        if (attributes.length % 2 != 0) {
            throw new IllegalArgumentException(
                    "writing the element "
                            + element
                            + ": "
                            + attributes.length
                            + " names and values of attributes; expected an even number");
        }
        out.append('<').append(element);
        for (int i = 0; i < attributes.length; i += 2) {
            out.append(' ').append(attributes[i]).append("=\"").append(escape(attributes[i + 1])).append('"');
        }
    }

    /// Writes text.
    ///
    /// @param text escaped
    /// @return this
    public Markup text(String text) {
        out.append(escape(text));
        return this;
    }

    /// Writes markup that is finished already.
    ///
    /// @param markup taken as it is: never anything from outside
    /// @return this
    public Markup raw(String markup) {
        out.append(markup);
        return this;
    }

    /// Ends a line.
    ///
    /// @return this
    public Markup line() {
        return raw("\n");
    }

    /// Text in which no character means markup, in an element or between quotes. Characters that neither HTML nor XML
    /// knows become U+FFFD.
    ///
    /// @param text from anywhere
    /// @return escaped
    public static String escape(String text) {
        StringBuilder escaped = new StringBuilder(text.length() + 8);
        text.codePoints()
                .forEach(c -> {
                    switch (c) {
                        case '&' -> escaped.append("&amp;");
                        case '<' -> escaped.append("&lt;");
                        case '>' -> escaped.append("&gt;");
                        case '"' -> escaped.append("&quot;");
                        case '\'' -> escaped.append("&#39;");
                        default -> escaped.appendCodePoint(isKnown(c) ? c : 0xFFFD);
                    }
                });
        return escaped.toString();
    }

    private static boolean isKnown(int c) {
        return c == '\t'
                || c == '\n'
                || c == '\r'
                || (c >= 0x20 && c < 0x7F)
                || (c >= 0xA0 && c < 0xD800)
                || (c >= 0xE000 && c < 0xFFFE)
                || c > 0xFFFF;
    }

    /// A length or place in a drawing.
    ///
    /// @param value finite
    /// @return with at most two decimals, the same everywhere
    public static String number(double value) {
        double rounded = StrictMath.rint(value * 100) / 100 + 0.0;
        return rounded == StrictMath.rint(rounded)
                ? String.valueOf((long) rounded)
                : String.format(Locale.ROOT, "%.2f", rounded).replaceFirst("0$", "");
    }

    /// What was written.
    ///
    /// @throws IllegalStateException if an element is still open
    @Override
    public String toString() {
        if (!open.isEmpty()) {
            throw new IllegalStateException("writing markup: still open: " + open + "; expected all elements closed");
        }
        return out.toString();
    }
}
