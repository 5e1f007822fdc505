package dev.fovea.insight.report;

import dev.fovea.insight.markup.Markup;

/// A part of the page.
interface Section {
    /// What links to it say; lower case letters.
    String id();

    /// Its heading.
    String title();

    /// Whether there is something to show.
    boolean applies();

    /// Writes all below the heading.
    void write(Markup out);

    /// Opens a box that scrolls by itself where its content is wider than the page; the caller closes it.
    static void scroll(Markup out, String words) {
        out.open("div", "class", "scroll", "tabindex", "0", "role", "region", "aria-label", words);
    }

    /// The head of a table.
    static void head(Markup out, String caption, String... columns) {
        out.element("caption", caption).open("thead").open("tr");
        for (String column : columns) {
            out.element("th", column, "scope", "col");
        }
        out.close().close();
    }

    /// A row of a list of terms.
    static void term(Markup out, String term, String value) {
        out.open("div").element("dt", term).element("dd", value).close();
    }

    /// A row of a list of terms with a remark.
    static void term(Markup out, String term, String value, String remark) {
        out.open("div").element("dt", term).open("dd").text(value).element("small", remark).close().close();
    }
}
