package dev.fovea.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

class JsonTest {
    @Test
    void valuesOfEveryKindAreReadAndWritten() {
        String text = "{\"a\":[1,-2.5e3,true,false,null],\"\":{},\"é\\n\":\"\\u0001 \\\" \\\\\",\"none\":[]}";
        assertThat(Json.parse(text).toString()).isEqualTo(text);
        assertThat(Json.parse(" [ 1 , 2 ] \n").toString()).isEqualTo("[1,2]");
        assertThat(Json.parse("\"\\ud83d\\ude00\\/\"").asText()).isEqualTo("\uD83D\uDE00/");
    }

    @Test
    void plainValuesMakeTheRoundTrip() {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("whole", 1L << 60);
        members.put("fraction", 0.1);
        members.put("texts", Arrays.asList("x", null));
        members.put("flag", true);
        assertThat(Json.parse(Json.of(members).toString()).plain()).isEqualTo(members);
        assertThat(Json.of(List.of(0.1f, 1e-7f, 3)).toString()).isEqualTo("[0.1,1.0E-7,3]");
        assertThat(Json.of(new int[] {1, 2}).plain()).isEqualTo(List.of(1L, 2L));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "{\"a\":1,}|line 1, column 8: found '}', expected a name in quotes",
                "[1,]|line 1, column 4: found ']', expected a value",
                "[1 2]|line 1, column 4: found '2', expected ',' or ']'",
                "{\"a\" 1}|line 1, column 6: found '1', expected ':' after a name",
                "{\"a\":1,\"a\":2}|line 1, column 8: found '\"', expected each name once, \"a\" stands twice",
                "01|line 1, column 2: found '1', expected nothing more",
                "1.|line 1, column 3: the text ends, expected a digit",
                "-x|line 1, column 2: found 'x', expected a digit",
                "NaN|line 1, column 1: found 'N', expected a value",
                "nul|line 1, column 1: found 'n', expected a value",
                "'a'|line 1, column 1: found ''', expected a value",
                "\"a|line 1, column 3: the text ends, expected '\"' at the end of a text",
                "\"\\x\"|line 1, column 3: found 'x', expected one of \" \\ / b f n r t u after '\\'",
                "\"\\u12g4\"|line 1, column 6: found 'g', expected four hexadecimal digits after '\\u'",
                "// no|line 1, column 1: found '/', expected a value"
            })
    void whatIsNotJsonIsRefusedWithItsPlace(String text, String message) {
        assertThatThrownBy(() -> Json.parse(text)).isInstanceOf(JsonException.class).hasMessage("JSON, " + message);
    }

    @Test
    void linesAreCounted() {
        assertThatThrownBy(() -> Json.parse("{\n \"a\": 1\n \"b\": 2}"))
                .hasMessage("JSON, line 3, column 2: found '\"', expected ',' or '}'");
        assertThatThrownBy(() -> Json.parse("\"a\nb\"")).hasMessageContaining("expected control characters");
    }

    @Test
    void nestingHasALimit() {
        assertThat(Json.parse("[".repeat(200) + "]".repeat(200)).items()).hasSize(1);
        assertThatThrownBy(() -> Json.parse("[".repeat(100_000)))
                .hasMessageContaining("column 201: found '[', expected at most 200 values within each other");
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY})
    void numbersThatJsonLacksAreRefused(double number) {
        assertThatThrownBy(() -> Json.of(number)).hasMessageStartingWith("writing JSON: it has no ");
        assertThatThrownBy(() -> Json.of((float) number)).isInstanceOf(JsonException.class);
    }

    @Test
    void askingForAnotherKindSaysWhatThereIs() {
        Json json = Json.parse("{\"a\":1.5,\"b\":\"x\"}");
        assertThatThrownBy(() -> json.get("c")).hasMessage("\"c\" is missing; there is [a, b]");
        assertThatThrownBy(() -> json.get("a").asText()).hasMessage("found 1.5, expected text");
        assertThatThrownBy(() -> json.get("a").asLong()).hasMessage("found 1.5, expected a whole number");
        assertThatThrownBy(() -> json.get("b").asDouble()).hasMessage("found \"x\", expected a number");
        assertThatThrownBy(() -> json.get("b").asFlag()).hasMessage("found \"x\", expected true or false");
        assertThatThrownBy(json::items).hasMessage("found {\"a\":1.5,\"b\":\"x\"}, expected a list");
        assertThatThrownBy(() -> Json.parse("4294967296").asInt()).hasMessageContaining("32 bits");
        assertThat(json.find("c")).isNull();
    }
}
