package dev.fovea.model;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Reads JSON strictly (RFC 8259), by recursive descent.
final class JsonReader {
    private final String text;
    private int at;
    private int depth;

    JsonReader(String text) {
        this.text = text;
    }

    Json read() {
        Json value = value();
        skipSpace();
        if (at < text.length()) {
            throw error("expected nothing more");
        }
        return value;
    }

    private Json value() {
        skipSpace();
        if (at == text.length()) {
            throw error("expected a value");
        }
        return switch (text.charAt(at)) {
            case '{' -> nested(this::object);
            case '[' -> nested(this::list);
            case '"' -> new Json.Text(quoted());
            case 't' -> word("true", new Json.Flag(true));
            case 'f' -> word("false", new Json.Flag(false));
            case 'n' -> word("null", new Json.Null());
            case '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> number();
            default -> throw error("expected a value");
        };
    }

    private Json nested(java.util.function.Supplier<Json> reader) {
        if (++depth > Json.MAXIMUM_DEPTH) {
            throw error("expected at most " + Json.MAXIMUM_DEPTH + " values within each other");
        }
        at++;
        Json value = reader.get();
        depth--;
        return value;
    }

    private Json object() {
        Map<String, Json> fields = new LinkedHashMap<>();
        skipSpace();
        if (accept('}')) {
            return new Json.Fields(fields);
        }
        do {
            skipSpace();
            int start = at;
            if (at == text.length() || text.charAt(at) != '"') {
                throw error("expected a name in quotes");
            }
            String name = quoted();
            skipSpace();
            expect(':', "expected ':' after a name");
            if (fields.put(name, value()) != null) {
                at = start;
                throw error("expected each name once, \"" + name + "\" stands twice");
            }
            skipSpace();
        } while (accept(','));
        expect('}', "expected ',' or '}'");
        return new Json.Fields(fields);
    }

    private Json list() {
        List<Json> items = new ArrayList<>();
        skipSpace();
        if (accept(']')) {
            return new Json.Items(items);
        }
        do {
            items.add(value());
            skipSpace();
        } while (accept(','));
        expect(']', "expected ',' or ']'");
        return new Json.Items(items);
    }

    private String quoted() {
        StringBuilder value = new StringBuilder();
        at++;
        while (true) {
            if (at == text.length()) {
                throw error("expected '\"' at the end of a text");
            }
            char c = text.charAt(at);
            if (c < 0x20) {
                throw error("expected control characters in a text as escapes");
            }
            at++;
            if (c == '"') {
                return value.toString();
            }
            value.append(c == '\\' ? escape() : c);
        }
    }

    private char escape() {
        if (at == text.length()) {
            throw error("expected a character after '\\'");
        }
        char c = text.charAt(at++);
        return switch (c) {
            case '"', '\\', '/' -> c;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> hexadecimal();
            default -> {
                at--;
                throw error("expected one of \" \\ / b f n r t u after '\\'");
            }
        };
    }

    private char hexadecimal() {
        int value = 0;
        for (int i = 0; i < 4; i++) {
            int digit = at < text.length() ? Character.digit(text.charAt(at), 16) : -1;
            if (digit < 0 || text.charAt(at) > 'f') {
                throw error("expected four hexadecimal digits after '\\u'");
            }
            value = 16 * value + digit;
            at++;
        }
        return (char) value;
    }

    private Json word(String word, Json value) {
        if (!text.startsWith(word, at)) {
            throw error("expected a value");
        }
        at += word.length();
        return value;
    }

    private Json number() {
        int start = at;
        accept('-');
        if (!accept('0')) {
            digits();
        }
        if (accept('.')) {
            digits();
        }
        if (accept('e') || accept('E')) {
            if (!accept('+')) {
                accept('-');
            }
            digits();
        }
        return new Json.Numeral(text.substring(start, at));
    }

    private void digits() {
        int start = at;
        while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
            at++;
        }
        if (at == start) {
            throw error("expected a digit");
        }
    }

    private void skipSpace() {
        while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
    }

    private boolean accept(char c) {
        boolean found = at < text.length() && text.charAt(at) == c;
        if (found) {
            at++;
        }
        return found;
    }

    private void expect(char c, String expected) {
        if (!accept(c)) {
            throw error(expected);
        }
    }

    private JsonException error(String expected) {
        int line = 1;
        int column = 1;
        for (int i = 0; i < at; i++) {
            column = text.charAt(i) == '\n' ? 1 : column + 1;
            line += text.charAt(i) == '\n' ? 1 : 0;
        }
        String found = at < text.length() ? "found '" + text.charAt(at) + "'" : "the text ends";
        return new JsonException("JSON, line " + line + ", column " + column + ": " + found + ", " + expected);
    }
}
