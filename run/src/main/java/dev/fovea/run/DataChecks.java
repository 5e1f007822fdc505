package dev.fovea.run;

import dev.fovea.data.Dataset;
import dev.fovea.data.Parts;
import dev.fovea.image.Image;
import dev.fovea.image.Polarity;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Looks for what is often wrong with data.
final class DataChecks {
    /// More examples are not named.
    private static final int EXAMPLES = 10;

    /// Classes may differ so much in their counts before it is worth a word.
    private static final double IMBALANCE = 3;

    private final List<Finding> findings = new ArrayList<>();

    private DataChecks() {}

    /// The first 128 bits of a SHA-256: equal for equal images, and in practice only for them.
    private record Key(long first, long second) {}

    /// Checks all parts.
    ///
    /// @param parts as they are stored
    /// @param ordered whether the order of the samples means something: that of folders is always that of the classes
    static List<Finding> of(Parts parts, boolean ordered) {
        DataChecks checks = new DataChecks();
        Dataset test = parts.test();
        Map<Key, Integer> train = checks.duplicates(parts.train(), test == null ? "all" : "train");
        if (test != null) {
            checks.duplicates(test, "test");
            checks.leaks(train, parts.train(), test);
        }
        for (Dataset part : parts.all()) {
            String name = test == null ? "all" : part == test ? "test" : "train";
            checks.constant(part, name);
            checks.range(part, name);
            checks.polarity(part, name);
            checks.classes(part, name);
            if (ordered) {
                checks.sorted(part, name);
            }
        }
        Transposition.check(parts.train(), test == null ? "all" : "train").ifPresent(checks.findings::add);
        return checks.findings;
    }

    private void add(Finding.Kind kind, String part, List<Integer> samples, int count, String message) {
        findings.add(new Finding(kind, part, count, message, samples.subList(0, Math.min(EXAMPLES, samples.size()))));
    }

    private Map<Key, Integer> duplicates(Dataset data, String part) {
        Map<Key, Integer> seen = new LinkedHashMap<>();
        List<Integer> again = new ArrayList<>();
        List<Integer> contradicting = new ArrayList<>();
        MessageDigest digest = sha256();
        byte[] pixels = new byte[data.imageSize().bytes()];
        for (int i = 0; i < data.size(); i++) {
            Integer first = seen.putIfAbsent(key(data, i, pixels, digest), i);
            if (first != null) {
                (data.label(first) == data.label(i) ? again : contradicting).add(i);
            }
        }
        if (!again.isEmpty()) {
            String which = number(again.size(), "image is", "images are") + " equal to earlier ones";
            add(
                    Finding.Kind.DUPLICATES,
                    part,
                    again,
                    again.size(),
                    which + (data.labelled() ? " with the same label" : ""));
        }
        if (!contradicting.isEmpty()) {
            add(
                    Finding.Kind.CONTRADICTIONS,
                    part,
                    contradicting,
                    contradicting.size(),
                    number(contradicting.size(), "image is", "images are")
                            + " equal to earlier ones with another label: at most one of two labels can be right");
        }
        return seen;
    }

    private void leaks(Map<Key, Integer> train, Dataset trained, Dataset test) {
        List<Integer> known = new ArrayList<>();
        int other = 0;
        MessageDigest digest = sha256();
        byte[] pixels = new byte[test.imageSize().bytes()];
        for (int i = 0; i < test.size(); i++) {
            Integer first = train.get(key(test, i, pixels, digest));
            if (first != null) {
                known.add(i);
                other += test.labelled() && trained.label(first) != test.label(i) ? 1 : 0;
            }
        }
        if (!known.isEmpty()) {
            add(
                    Finding.Kind.LEAKS,
                    "test",
                    known,
                    known.size(),
                    number(known.size(), "test image is", "test images are")
                            + " also among those to train on"
                            + (other == 0 ? "" : " (" + other + " with another label there)")
                            + ", so that accuracy on them says little");
        }
    }

    private static Key key(Dataset data, int index, byte[] pixels, MessageDigest digest) {
        data.copyPixels(index, pixels, 0);
        ByteBuffer sum = ByteBuffer.wrap(digest.digest(pixels));
        return new Key(sum.getLong(0), sum.getLong(8));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new AssertionError("every Java platform has SHA-256", impossible);
        }
    }

    private void constant(Dataset data, String part) {
        List<Integer> constant = new ArrayList<>();
        byte[] pixels = new byte[data.imageSize().bytes()];
        for (int i = 0; i < data.size(); i++) {
            data.copyPixels(i, pixels, 0);
            boolean same = true;
            for (int at = 1; same && at < pixels.length; at++) {
                same = pixels[at] == pixels[0];
            }
            if (same) {
                constant.add(i);
            }
        }
        if (!constant.isEmpty() && data.imageSize().bytes() > 1) {
            add(
                    Finding.Kind.CONSTANT,
                    part,
                    constant,
                    constant.size(),
                    number(constant.size(), "image is", "images are") + " of one value: there is nothing to be seen");
        }
    }

    private void range(Dataset data, String part) {
        PixelStatistics pixels = PixelStatistics.of(PixelStatistics.counts(data), value -> value);
        if (pixels.most() < 128) {
            add(
                    Finding.Kind.RANGE,
                    part,
                    List.of(),
                    data.size(),
                    String.format(
                            Locale.ROOT,
                            "pixels go from %.0f to %.0f; expected up to 255: were they scaled before they were stored?",
                            pixels.least(),
                            pixels.most()));
        }
    }

    /// Grey images on a light ground are fine on their own, but not for a model of the other sort.
    private void polarity(Dataset data, String part) {
        if (data.channels() != 1) {
            return;
        }
        int count = Math.min(data.size(), 2000);
        List<Integer> dark = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int index = (int) ((long) i * data.size() / count);
            Image image = data.image(index);
            if (Polarity.of(image) == Polarity.DARK_ON_LIGHT) {
                dark.add(index);
            }
        }
        double share = (double) dark.size() / count;
        String percent = String.format(Locale.ROOT, "%.0f %% of the images", 100 * share);
        if (share > .8) {
            add(
                    Finding.Kind.INVERTED,
                    part,
                    dark,
                    dark.size(),
                    percent
                            + " are dark on a light ground, the inverse of MNIST; invert them with"
                            + " --set preparation={form: picture, polarity: dark-on-light}");
        } else if (share > .35) {
            add(
                    Finding.Kind.MIXED,
                    part,
                    dark,
                    dark.size(),
                    percent + " are dark on a light ground, the others the other way round");
        }
    }

    private void classes(Dataset data, String part) {
        if (!data.labelled() || data.size() == 0) {
            return;
        }
        int[] counts = data.countsPerClass();
        List<String> empty = new ArrayList<>();
        int least = Integer.MAX_VALUE;
        int most = 0;
        for (int label = 0; label < counts.length; label++) {
            if (counts[label] == 0) {
                empty.add(data.classNames().get(label));
            } else {
                least = Math.min(least, counts[label]);
                most = Math.max(most, counts[label]);
            }
        }
        if (!empty.isEmpty()) {
            String some = String.join(", ", empty.subList(0, Math.min(EXAMPLES, empty.size())));
            String more = empty.size() > EXAMPLES ? ", ..." : "";
            add(
                    Finding.Kind.EMPTY,
                    part,
                    List.of(),
                    empty.size(),
                    number(empty.size(), "class has", "classes have") + " no sample: " + some + more);
        }
        if (most > IMBALANCE * least) {
            add(
                    Finding.Kind.IMBALANCE,
                    part,
                    List.of(),
                    counts.length,
                    String.format(
                            Locale.ROOT,
                            "the largest class has %,d samples, the smallest %,d: look at the figures of each class, not"
                                    + " only at the accuracy",
                            most,
                            least));
        }
    }

    private void sorted(Dataset data, String part) {
        int[] labels = data.labels();
        int[] ordered = labels.clone();
        Arrays.sort(ordered);
        if (labels.length > 1 && ordered[0] < ordered[ordered.length - 1] && Arrays.equals(labels, ordered)) {
            add(
                    Finding.Kind.SORTED,
                    part,
                    List.of(),
                    labels.length,
                    "the samples stand in the order of their classes: do not split them in stored order, and shuffle");
        }
    }

    private static String number(int count, String one, String many) {
        return String.format(Locale.ROOT, "%,d %s", count, count == 1 ? one : many);
    }
}
