package dev.fovea.format;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.spi.ToolProvider;

/// Formats every Java source below a folder, or checks that it is formatted.
///
/// A file that was found formatted is remembered by its size and time, so that a build looks again only at what
/// changed.
public final class Format {
    private static final List<String> STYLE =
            List.of("--aosp", "--max-line-length=120", "--skip-reflowing-long-strings");
    private static final Set<String> SKIPPED = Set.of("target", "runs");

    private Format() {}

    /// Takes `check` or `write`, the folder, and the file that remembers what is formatted.
    public static void main(String[] arguments) throws IOException {
        var write = arguments[0].equals("write");
        var root = Path.of(arguments[1]);
        var memory = Path.of(arguments[2]);
        var known = Files.exists(memory) ? new TreeSet<>(Files.readAllLines(memory)) : new TreeSet<String>();
        var sources = sources(root);
        var changed =
                sources.entrySet().stream()
                        .filter(source -> !known.contains(source.getValue()))
                        .map(source -> source.getKey().toString())
                        .toList();
        var unformatted = changed.isEmpty() ? List.<String>of() : format(changed, write);
        var formatted = write ? sources(root) : sources;
        if (!write) {
            unformatted.forEach(file -> formatted.remove(Path.of(file)));
        }
        Files.createDirectories(memory.toAbsolutePath().getParent());
        Files.write(memory, formatted.values());
        if (!write && !unformatted.isEmpty()) {
            System.err.println("These files are not formatted:");
            unformatted.forEach(file -> System.err.println("  " + root.relativize(Path.of(file))));
            System.err.println("Format them with ./format (or: mvn -Pformat -pl formatter process-classes)");
            System.exit(1);
        }
    }

    /// Runs the formatter and returns the files that it changed, or that it would change.
    private static List<String> format(List<String> files, boolean write) throws IOException {
        var list = Files.createTempFile("format", ".txt");
        try {
            var options = new ArrayList<>(STYLE);
            options.add(write ? "--replace" : "--dry-run");
            options.addAll(files);
            Files.write(list, options);
            var tool = ToolProvider.findFirst("google-java-format").orElseThrow();
            var out = new StringWriter();
            var errors = new StringWriter();
            var code = tool.run(new PrintWriter(out), new PrintWriter(errors), "@" + list);
            if (code != 0) {
                System.err.print(errors);
                System.exit(code);
            }
            return out.toString().lines().toList();
        } finally {
            Files.delete(list);
        }
    }

    /// Finds the sources, each with the line by which it is remembered.
    private static TreeMap<Path, String> sources(Path root) throws IOException {
        var sources = new TreeMap<Path, String>();
        Files.walkFileTree(
                root,
                new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                        var name = folder.getFileName().toString();
                        var skip = !folder.equals(root) && (SKIPPED.contains(name) || name.startsWith("."));
                        return skip ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                        if (file.toString().endsWith(".java")) {
                            var time = attributes.lastModifiedTime().toMillis();
                            sources.put(file, attributes.size() + " " + time + " " + STYLE + " " + file);
                        }
                        return FileVisitResult.CONTINUE;
                    }
                });
        return sources;
    }
}
