package dev.fovea.bench.peers;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// One thing for a process to do.
///
/// @param part `train`, `predict`, `start`, `read`, `scale` or `profile`
/// @param work the letter of a [Work], what is read, or a case of [Scaling]
record Job(String part, String work) {
    /// What `--start` measures in processes of [SideProcess].
    static final List<Job> START = List.of(new Job("start", "A"), new Job("read", "idx"), new Job("read", "csv"));

    /// What `--profile` does.
    static final List<Job> PROFILE = Stream.of("A", "B", "C", "D").map(work -> new Job("profile", work)).toList();

    /// {@return the jobs of some letters: A to D are training, E is prediction with A's and D's networks}
    ///
    /// @param letters like `A`, `E`; `EA` and `ED` are the halves of E
    /// @throws IllegalArgumentException if there is no such work
    static List<Job> of(List<String> letters) {
        List<Job> jobs = new ArrayList<>();
        for (String letter : letters) {
            switch (letter) {
                case "A", "B", "C", "D" -> jobs.add(new Job("train", letter));
                case "E" -> jobs.addAll(List.of(new Job("predict", "A"), new Job("predict", "D")));
                case "EA", "ED" -> jobs.add(new Job("predict", letter.substring(1)));
                default ->
                        throw new IllegalArgumentException(
                                "choosing work: there is no \""
                                        + letter
                                        + "\"; expected some of A, B, C, D, E, EA, ED");
            }
        }
        return jobs;
    }

    /// {@return whether it is about Fovea alone}
    boolean oursAlone() {
        return part.equals("read") || part.equals("scale") || part.equals("profile");
    }

    /// What [SideProcess] is told.
    ///
    /// @param threads that may compute
    /// @param finish whether an epoch is made to its end for its accuracy
    List<String> words(int threads, boolean finish) {
        List<String> words = new ArrayList<>(List.of(part, work, "threads=" + threads));
        switch (part) {
            case "train" -> words.add("seconds=20");
            case "predict" -> words.add("seconds=3");
            case "scale" -> words.add("seconds=4");
            case "profile" -> words.add("seconds=10");
            default -> {
                // Nothing is repeated for some time.
            }
        }
        if (finish && part.equals("train")) {
            words.add("finish");
        }
        return words;
    }

    /// About how long a process takes for it, in seconds.
    int estimate() {
        return switch (part) {
            case "train", "predict" -> 70;
            case "read" -> 3;
            case "start" -> 50;
            default -> 15;
        };
    }

    @Override
    public String toString() {
        return part + " " + work;
    }
}
