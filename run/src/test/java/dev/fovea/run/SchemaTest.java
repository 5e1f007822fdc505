package dev.fovea.run;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

class SchemaTest {
    private static final String BEGIN = "<!-- keys -->\n";
    private static final String END = "<!-- end of keys -->";

    /// The page is made of the schema: with `-Dfovea.write=true` this writes it, else it says that it is behind.
    @Test
    void theDocumentationIsUpToDate() throws IOException {
        Path page = Path.of("..", "docs", "run-files.md");
        String text = Files.readString(page);
        int begin = text.indexOf(BEGIN) + BEGIN.length();
        String expected = text.substring(0, begin) + Schema.toMarkdown() + text.substring(text.indexOf(END));
        if (Boolean.getBoolean("fovea.write")) {
            Files.writeString(page, expected);
        }
        assertThat(Files.readString(page))
                .as("docs/run-files.md is behind the schema: mvn -pl run -am test -Dtest=SchemaTest -Dfovea.write=true")
                .isEqualTo(expected);
    }

    static List<Schema.Key> keysWithDefault() {
        return Schema.keys().stream().filter(key -> !key.usual().isEmpty()).toList();
    }

    /// So every key of the schema is read, and says the truth about its default.
    @ParameterizedTest
    @MethodSource("keysWithDefault")
    void sayingADefaultChangesNothing(Schema.Key key) {
        RunFile usual = RunFile.parse("a", "network: linear", List.of());
        RunFile said =
                RunFile.parse(
                        "a", "network: linear", List.of(new RunFile.Setting(key.path(), key.usual(), "option --set")));
        assertThat(said).isEqualTo(usual);
    }

    /// They are taken as they stand, without a parser.
    @ParameterizedTest
    @MethodSource("keysWithDefault")
    void aDefaultIsOneWordUnlessItIsATree(Schema.Key key) {
        if (!(key.type() instanceof Schema.Type.Tree)) {
            assertThat(Yaml.read("a", key.usual(), false)).isEqualTo(new Value.Scalar(key.usual(), false, "a"));
        }
    }

    /// `about` is for people and stays away where it says nothing; `initialiser` has gone into the network.
    @Test
    void aWrittenRunFileHasEveryKey() {
        String written = RunFile.recipe("mnist-best", List.of()).toYaml();
        Value.Fields fields = Yaml.fields("a", written);
        assertThat(fields.fields().keySet()).containsExactlyInAnyOrderElementsOf(Schema.within(""));
        for (String group : List.of("about", "split", "augmentation")) {
            assertThat(fields.fields().get(group))
                    .isInstanceOfSatisfying(
                            Value.Fields.class,
                            inner ->
                                    assertThat(inner.fields().keySet())
                                            .containsExactlyElementsOf(Schema.within(group + ".")));
        }
    }
}
