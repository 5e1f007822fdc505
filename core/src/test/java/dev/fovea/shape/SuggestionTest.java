package dev.fovea.shape;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

import java.util.List;

class SuggestionTest {
    private static final List<String> KNOWN = List.of("mnist", "fashion-mnist", "digits", "maxPool", "adam", "sgd");

    @Test
    void namesTheNearestWord() {
        assertEquals("; did you mean \"mnist\"?", Suggestion.of("minst", KNOWN));
        assertEquals("; did you mean \"fashion-mnist\"?", Suggestion.of("fasion-mnst", KNOWN));
        assertEquals("; did you mean \"maxPool\"?", Suggestion.of("maxpol", KNOWN));
        assertEquals("; did you mean \"sgd\"?", Suggestion.of("SGD", KNOWN));
    }

    @Test
    void namesNothingThatIsFarAway() {
        assertEquals("", Suggestion.of("cifar-10", KNOWN));
        assertEquals("", Suggestion.of("mad", KNOWN));
        assertEquals("", Suggestion.of("mnist", List.of()));
    }
}
