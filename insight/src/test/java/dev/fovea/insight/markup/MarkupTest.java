package dev.fovea.insight.markup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class MarkupTest {
    @Test
    void escapesTextsAndAttributes() {
        String written = new Markup().element("td", "<script>alert('x')</script> & more", "title", "\"><b>").toString();

        assertThat(written)
                .isEqualTo(
                        "<td title=\"&quot;&gt;&lt;b&gt;\">&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt; &amp;"
                                + " more</td>");
    }

    @Test
    void replacesWhatNoDocumentMayHold() {
        assertThat(Markup.escape("a\u0000b\u0007c\uD800d\u0085e")).isEqualTo("a\uFFFDb\uFFFDc\uFFFDd\uFFFDe");
        assertThat(Markup.escape("数字 × \uD83D\uDE00")).isEqualTo("数字 × \uD83D\uDE00");
    }

    @Test
    void refusesToEndWithAnOpenElement() {
        assertThatThrownBy(() -> new Markup().open("table").open("tr").toString())
                .hasMessage("writing markup: still open: [tr, table]; expected all elements closed");
    }

    @Test
    void refusesAnAttributeWithoutValue() {
        assertThatThrownBy(() -> new Markup().empty("img", "alt"))
                .hasMessage("writing the element img: 1 names and values of attributes; expected an even number");
    }

    @Test
    void writesNumbersShortly() {
        assertThat(Markup.number(12)).isEqualTo("12");
        assertThat(Markup.number(-0.001)).isEqualTo("0");
        assertThat(Markup.number(1.5)).isEqualTo("1.5");
        assertThat(Markup.number(-2.346)).isEqualTo("-2.35");
    }
}
