package dev.fovea.model;

/// Writes JSON on one line, without spaces.
final class JsonWriter {
    private final StringBuilder out = new StringBuilder();

    private JsonWriter() {}

    static String write(Json value) {
        JsonWriter writer = new JsonWriter();
        writer.put(value);
        return writer.out.toString();
    }

    private void put(Json value) {
        switch (value) {
            case Json.Text text -> quote(text.value());
            case Json.Numeral number -> out.append(number.digits());
            case Json.Flag flag -> out.append(flag.value());
            case Json.Null _ -> out.append("null");
            case Json.Items list -> {
                String between = "[";
                for (Json item : list.items()) {
                    out.append(between);
                    put(item);
                    between = ",";
                }
                out.append(list.items().isEmpty() ? "[]" : "]");
            }
            case Json.Fields object -> {
                String between = "{";
                for (var field : object.fields().entrySet()) {
                    out.append(between);
                    quote(field.getKey());
                    out.append(':');
                    put(field.getValue());
                    between = ",";
                }
                out.append(object.fields().isEmpty() ? "{}" : "}");
            }
        }
    }

    private void quote(String text) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                default -> {
                    if (c < 0x20 || (Character.isSurrogate(c) && !isPaired(text, i))) {
                        out.append("\\u").append(java.util.HexFormat.of().toHexDigits(c));
                    } else {
                        out.append(c);
                    }
                }
            }
        }
        out.append('"');
    }

    private static boolean isPaired(String text, int i) {
        char c = text.charAt(i);
        return Character.isHighSurrogate(c)
                ? i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))
                : i > 0 && Character.isHighSurrogate(text.charAt(i - 1));
    }
}
