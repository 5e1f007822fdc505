import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Expands the kernel templates (`K*.java.template`) into Java sources. The build runs it: `java GenerateKernels.java
/// OUTPUT_FOLDER TEMPLATE_FOLDER`.
///
/// A tile of a kernel keeps its accumulators in named locals, because the compiler keeps nothing else in registers. A
/// template says such a tile once, for any size:
///
/// - `#tiles F=1..5 P=4` ... `#end` repeats its lines for each combination of the ranges, `#tiles F=5,B=4 F=6,B=3` for
///   each tile named;
/// - `#files W=128,L=4 W=256,L=8`, as a first line, makes one file for each, its name with `{W}` replaced too;
/// - `{F}` is the value of a size;
/// - `${2*$f+1}` is the value of that sum;
/// - `[[f<F p<P| text ]]` repeats `text` for f in 0..F-1 and, inside, p in 0..P-1, replacing `$f` and `$p`; a comma, as
///   in `[[p<P,| int x$p]]`, joins the texts by commas.
final class GenerateKernels {
    private static final String SUFFIX = ".java.template";
    private static final Pattern FILES = Pattern.compile("#files ([^\n]+)\n");
    private static final Pattern TILES = Pattern.compile("(?ms)^ *#tiles ([^\n]+)\n(.*?)^ *#end\n");
    private static final Pattern REPEAT = Pattern.compile("(?s)\\[\\[([^|\\]]+)\\|(.*?)\\]\\]");
    private static final Pattern SUM = Pattern.compile("\\$\\{(\\d+)\\*(\\d+)\\+(\\d+)\\}");
    private static final Pattern RANGE = Pattern.compile("(\\w)<(\\w)");

    private GenerateKernels() {}

    static void main(String[] arguments) throws IOException {
        Path output = Path.of(arguments[0]).resolve("dev/fovea/kernel/vector");
        Set<Path> written = new HashSet<>();
        try (Stream<Path> files = Files.list(Path.of(arguments[1]))) {
            for (Path file : files.filter(f -> f.toString().endsWith(SUFFIX)).sorted().toList()) {
                String template = Files.readString(file);
                String name = file.getFileName().toString().replace(SUFFIX, "");
                Matcher head = FILES.matcher(template);
                if (head.lookingAt()) {
                    for (List<Size> sizes : combinations(head.group(1))) {
                        written.add(write(output, replace(name, sizes), expand(repeat(head.replaceFirst(""), sizes))));
                    }
                } else {
                    written.add(write(output, name, expand(template)));
                }
            }
        }
        deleteOthers(output, written);
    }

    /// A template that is gone leaves no class behind.
    private static void deleteOthers(Path folder, Set<Path> written) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(f -> !written.contains(f)).toList()) {
                Files.delete(file);
            }
        }
    }

    /// Leaves a file that already says the same untouched, so that nothing is compiled again.
    private static Path write(Path folder, String name, String source) throws IOException {
        Path target = folder.resolve(name + ".java");
        if (!Files.exists(target) || !Files.readString(target).equals(source)) {
            Files.createDirectories(folder);
            Files.writeString(target, source);
        }
        return target;
    }

    private static String expand(String template) {
        String text =
                TILES.matcher(template)
                        .replaceAll(found ->
                                Matcher.quoteReplacement(
                                        combinations(found.group(1)).stream()
                                                .map(sizes -> repeat(found.group(2), sizes))
                                                .collect(Collectors.joining("\n"))));
        return sums(text);
    }

    /// A size is a name and a number, as in `F=5`; the head of a block lists them: `F=1..5 P=4` or, one by one,
    /// `F=5,P=4 F=6,P=3`.
    private static List<List<Size>> combinations(String head) {
        List<List<Size>> all = new ArrayList<>();
        if (head.contains(",")) {
            for (String tile : head.trim().split(" +")) {
                all.add(Stream.of(tile.split(",")).map(Size::parse).toList());
            }
            return all;
        }
        all.add(List.of());
        for (String range : head.trim().split(" +")) {
            String[] ends = range.substring(2).split("\\.\\.");
            int last = Integer.parseInt(ends[ends.length - 1]);
            List<List<Size>> longer = new ArrayList<>();
            for (List<Size> shorter : all) {
                for (int value = Integer.parseInt(ends[0]); value <= last; value++) {
                    longer.add(Stream.concat(shorter.stream(), Stream.of(new Size(range.charAt(0), value))).toList());
                }
            }
            all = longer;
        }
        return all;
    }

    record Size(char name, int value) {
        static Size parse(String text) {
            return new Size(text.charAt(0), Integer.parseInt(text.substring(2)));
        }
    }

    /// Repeats what has sizes that are known; the sizes of a whole file come first, those of its tiles later.
    private static String repeat(String body, List<Size> sizes) {
        String text = replace(body, sizes);
        return REPEAT.matcher(text)
                .replaceAll(
                        found -> Matcher.quoteReplacement(isKnown(found, sizes) ? loop(found, sizes) : found.group()));
    }

    private static boolean isKnown(MatchResult loop, List<Size> sizes) {
        return RANGE.matcher(loop.group(1))
                .results()
                .allMatch(range -> sizes.stream().anyMatch(size -> size.name() == range.group(2).charAt(0)));
    }

    private static String sums(String text) {
        return SUM.matcher(text)
                .replaceAll(found ->
                        Integer.toString(
                                Integer.parseInt(found.group(1)) * Integer.parseInt(found.group(2))
                                        + Integer.parseInt(found.group(3))));
    }

    private static String replace(String text, List<Size> sizes) {
        for (Size size : sizes) {
            text = text.replace("{" + size.name() + "}", Integer.toString(size.value()));
        }
        return text;
    }

    private static String loop(MatchResult found, List<Size> sizes) {
        List<String> texts = List.of(found.group(2));
        Matcher ranges = RANGE.matcher(found.group(1));
        while (ranges.find()) {
            String variable = "$" + ranges.group(1);
            int limit = value(ranges.group(2).charAt(0), sizes);
            texts =
                    texts.stream()
                            .flatMap(t ->
                                    IntStream.range(0, limit).mapToObj(i -> t.replace(variable, Integer.toString(i))))
                            .toList();
        }
        return String.join(found.group(1).contains(",") ? ", " : "", texts);
    }

    private static int value(char name, List<Size> sizes) {
        return sizes.stream().filter(s -> s.name() == name).findFirst().orElseThrow().value();
    }
}
