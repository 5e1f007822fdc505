package dev.fovea.data;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The names of the IDX files of a set in a folder.
///
/// @param folder holds them
/// @param prefix what all of their names begin with, such as `emnist-letters-`; empty for MNIST's own
record IdxNames(Path folder, String prefix) {
    private static final Pattern NAME =
            Pattern.compile("(.*?)(train|test|t10k)[-_.](images|labels)[-.]idx[134]-ubyte(\\.gz)?");
    private static final String IMAGES = "images";

    /// What a path means: a folder with the files of one set, a folder and the beginning of the names of one of its
    /// sets (`emnist/emnist-letters`), or one of the files.
    ///
    /// @param path perhaps the place of a set
    /// @return null if it is none
    /// @throws DataException if a folder has the files of several sets
    static @Nullable IdxNames find(Path path) throws IOException {
        Path name = path.getFileName();
        Path parent = path.toAbsolutePath().getParent();
        if (Files.isDirectory(path)) {
            TreeSet<String> prefixes = prefixes(path);
            if (prefixes.isEmpty()) {
                return null;
            }
            if (prefixes.size() > 1) {
                List<String> paths =
                        prefixes.stream().map(prefix -> path.resolve(stripped(prefix)).toString()).toList();
                throw new DataException(
                        "reading the data "
                                + path
                                + ": it has the IDX files of "
                                + prefixes.size()
                                + " sets; name one of them: "
                                + String.join(", ", paths));
            }
            return new IdxNames(path, prefixes.first());
        }
        if (name == null || parent == null || !Files.isDirectory(parent)) {
            return null;
        }
        Matcher file = NAME.matcher(name.toString());
        if (file.matches()) {
            return Files.isRegularFile(path) ? new IdxNames(parent, file.group(1)) : null;
        }
        for (String prefix : prefixes(parent)) {
            if (stripped(prefix).contentEquals(name.toString())) {
                return new IdxNames(parent, prefix);
            }
        }
        return null;
    }

    private static String stripped(String prefix) {
        String stripped = prefix.replaceFirst("[-_.]$", "");
        return stripped.isEmpty() ? "train-images-idx3-ubyte" : stripped;
    }

    private static TreeSet<String> prefixes(Path folder) throws IOException {
        TreeSet<String> prefixes = new TreeSet<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                Matcher name = NAME.matcher(file.getFileName().toString());
                if (name.matches() && Files.isRegularFile(file)) {
                    prefixes.add(name.group(1));
                }
            }
        }
        return prefixes;
    }

    /// The images of a part, or null.
    @Nullable Path images(boolean train) {
        return first(train, IMAGES);
    }

    /// The labels of a part, or null.
    @Nullable Path labels(boolean train) {
        return first(train, "labels");
    }

    /// What is called after the prefix, such as `mapping.txt`; null if it is not there.
    @Nullable Path other(String ending) {
        Path file = folder.resolve(prefix + ending);
        return Files.isRegularFile(file) ? file : null;
    }

    private @Nullable Path first(boolean train, String kind) {
        for (String spelling : spellings(train, kind)) {
            Path file = folder.resolve(prefix + spelling);
            if (Files.isRegularFile(file)) {
                return file;
            }
        }
        return null;
    }

    /// All names of a file behind the prefix, that of MNIST first.
    static List<String> spellings(boolean train, String kind) {
        List<String> all = new ArrayList<>();
        for (String part : train ? List.of("train") : List.of("t10k", "test")) {
            for (int axes : kind.equals(IMAGES) ? new int[] {3, 4} : new int[] {1}) {
                String type = "idx" + axes + "-ubyte";
                for (String between : List.of("-", ".")) {
                    all.add(part + "-" + kind + between + type);
                    all.add(part + "-" + kind + between + type + ".gz");
                }
            }
        }
        return all;
    }
}
