package dev.fovea.bench.peers;

import org.jspecify.annotations.Nullable;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/// What `bench/run` was asked for.
///
/// @param jobs what the sides do
/// @param sides names of contenders
/// @param rounds how often each side does each job
/// @param threads that every side may use
/// @param results the file of results
/// @param measure whether to measure at all, or only to make the tables
/// @param document whether the tables go into docs/performance.md too
record Options(
        List<Job> jobs, List<String> sides, int rounds, int threads, Path results, boolean measure, boolean document) {
    static final List<String> ALL = List.of("A", "B", "C", "D", "E");

    /// Options of which each says what is measured.
    private static final List<String> CHOICES = List.of("--quick", "--work", "--start", "--profile", "--scaling");

    /// The peer of `--quick`.
    static final String QUICK_PEER = "tensorflow";

    /// {@return what the words of the command line ask for}
    ///
    /// @param words options
    /// @throws IllegalArgumentException if one is unknown or lacks its value, or two say what is measured
    static Options of(List<String> words) {
        List<Job> jobs = Job.of(ALL);
        List<String> sides = Arrays.stream(Contender.values()).map(Contender::label).toList();
        int rounds = 3;
        int threads = 2;
        Path results = Path.of("target/results/peers.jsonl");
        boolean measure = true;
        boolean document = false;
        boolean scaling = false;
        @Nullable String what = null;
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i);
            if (CHOICES.contains(word)) {
                if (what != null) {
                    throw new IllegalArgumentException(
                            "bench/run: " + what + " and " + word + " each say what is measured; give one of them");
                }
                what = word;
            }
            switch (word) {
                case "--quick" -> {
                    jobs = Job.of(List.of("A", "EA"));
                    sides = List.of(Contender.FOVEA.label(), QUICK_PEER);
                }
                case "--table" -> measure = false;
                case "--work" -> jobs = Job.of(List.of(value(words, ++i, word).split(",")));
                case "--start" -> jobs = Job.START;
                case "--profile" -> jobs = Job.PROFILE;
                case "--scaling" -> scaling = true;
                case "--document" -> document = true;
                case "--peers" -> sides = withOurs(value(words, ++i, word));
                case "--rounds" -> rounds = number(words, ++i, word);
                case "--threads" -> threads = number(words, ++i, word);
                case "--results" -> results = Path.of(value(words, ++i, word));
                default ->
                        throw new IllegalArgumentException(
                                "bench/run: unknown option \""
                                        + word
                                        + "\"; expected --quick, --start, --scaling, --profile, --table, --document, --work A,E,"
                                        + " --peers pytorch,..., --rounds N, --threads N, --results FILE");
            }
        }
        if (scaling) {
            jobs = Scaling.all(threads).stream().map(one -> new Job("scale", one.toString())).toList();
        }
        return new Options(
                jobs, jobs.equals(Job.START) ? withWarmUp(sides) : sides, rounds, threads, results, measure, document);
    }

    private static List<String> withOurs(String peers) {
        List<String> sides = new ArrayList<>(List.of(peers.split(",")));
        if (sides.stream().noneMatch(side -> Contender.of(side).ours() && !side.equals(Contender.FOVEA_WARM.label()))) {
            sides.addFirst(Contender.FOVEA.label());
        }
        return sides;
    }

    private static List<String> withWarmUp(List<String> sides) {
        return Stream.concat(sides.stream(), Stream.of(Contender.FOVEA_WARM.label())).distinct().toList();
    }

    private static int number(List<String> words, int index, String option) {
        String value = value(words, index, option);
        if (!value.matches("[1-9][0-9]{0,5}")) {
            throw new IllegalArgumentException(
                    "bench/run: "
                            + option
                            + " "
                            + value
                            + ": expected a whole number from 1, such as "
                            + option
                            + " 2");
        }
        return Integer.parseInt(value);
    }

    private static String value(List<String> words, int index, String option) {
        if (index == words.size()) {
            throw new IllegalArgumentException("bench/run: " + option + " needs a value behind it");
        }
        return words.get(index);
    }
}
