package dev.fovea.data;

import org.jspecify.annotations.Nullable;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Enumeration;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/// The files below a folder, or in a zip archive, by their paths with `/` between names. Nothing is ever unpacked to
/// disk.
final class FileTree implements AutoCloseable {
    /// More than that in one file is refused, whatever an archive's head says, before memory is taken for it.
    static final int MAXIMUM_FILE = 256 << 20;

    /// More files than that are refused.
    static final int MAXIMUM_FILES = 4_000_000;

    /// Folders within folders that are looked into.
    private static final int DEPTH = 8;

    private final Path root;
    private final @Nullable ZipFile archive;
    private final List<String> names;

    private FileTree(Path root, @Nullable ZipFile archive, List<String> names) {
        this.root = root;
        this.archive = archive;
        this.names = names;
    }

    /// Lists a folder or an archive.
    ///
    /// @param root a folder or a zip archive
    /// @throws DataException if the archive is damaged, or a name in it leads out of it
    /// @throws IOException if it cannot be read
    static FileTree open(Path root) throws IOException {
        return Files.isDirectory(root) ? ofFolder(root) : ofArchive(root);
    }

    private static FileTree ofFolder(Path root) throws IOException {
        List<String> names = new ArrayList<>();
        try (Stream<Path> files = Files.walk(root, DEPTH, FileVisitOption.FOLLOW_LINKS)) {
            files.filter(Files::isRegularFile)
                    .limit(MAXIMUM_FILES + 1L)
                    .forEach(file ->
                            names.add(
                                    root.relativize(file)
                                            .toString()
                                            .replace(root.getFileSystem().getSeparator(), "/")));
        } catch (UncheckedIOException failed) {
            throw failed.getCause();
        }
        return sorted(root, null, names);
    }

    private static FileTree ofArchive(Path root) throws IOException {
        ZipFile archive;
        try {
            archive = new ZipFile(root.toFile());
        } catch (ZipException | EOFException damaged) {
            throw new DataException(
                    "reading the archive "
                            + root
                            + ": it is no zip archive, or damaged or cut short ("
                            + damaged.getMessage()
                            + "); fetch it again",
                    damaged);
        }
        try {
            List<String> names = new ArrayList<>();
            for (Enumeration<? extends ZipEntry> entries = archive.entries(); entries.hasMoreElements(); ) {
                ZipEntry entry = entries.nextElement();
                checkName(root, entry.getName());
                if (!entry.isDirectory() && names.size() <= MAXIMUM_FILES) {
                    names.add(entry.getName());
                }
            }
            return sorted(root, archive, names);
        } catch (IOException | RuntimeException failed) {
            archive.close();
            throw failed;
        }
    }

    private static void checkName(Path root, String name) throws DataException {
        boolean leaves = name.startsWith("/") || name.contains("\\") || name.contains(":") || name.contains("\0");
        for (String part : name.split("/", -1)) {
            leaves |= part.equals("..");
        }
        if (leaves) {
            throw new DataException(
                    "reading the archive "
                            + root
                            + ": the name \""
                            + name
                            + "\" in it leads out of it; expected names within the archive; do not trust it");
        }
    }

    private static FileTree sorted(Path root, @Nullable ZipFile archive, List<String> names) throws DataException {
        if (names.size() > MAXIMUM_FILES) {
            throw new DataException("reading " + root + ": it has more than " + MAXIMUM_FILES + " files");
        }
        names.sort(
                Comparator.comparing(FileTree::folder)
                        .thenComparing(FileTree::stem, ClassNames::compare)
                        .thenComparing(Comparator.naturalOrder()));
        return new FileTree(root, archive, Collections.unmodifiableList(names));
    }

    /// The path before a name; empty at the top.
    static String folder(String path) {
        int slash = path.lastIndexOf('/');
        return slash < 0 ? "" : path.substring(0, slash);
    }

    /// The name without its ending.
    private static String stem(String path) {
        String name = path.substring(path.lastIndexOf('/') + 1);
        int dot = name.lastIndexOf('.');
        return dot <= 0 ? name : name.substring(0, dot);
    }

    /// All files, folder by folder; within a folder numbers by their values.
    List<String> names() {
        return names;
    }

    /// The folder or archive.
    Path root() {
        return root;
    }

    /// What messages call a file.
    String describe(String name) {
        return archive == null ? root.resolve(name).toString() : root + "!" + name;
    }

    /// Reads a whole file; any number of threads may.
    ///
    /// @throws DataException if it is damaged or larger than [#MAXIMUM_FILE]
    byte[] read(String name) throws IOException {
        try (InputStream in = stream(name)) {
            byte[] bytes = in.readNBytes(MAXIMUM_FILE + 1);
            if (bytes.length > MAXIMUM_FILE) {
                throw new DataException(
                        "reading "
                                + describe(name)
                                + ": it has more than "
                                + MAXIMUM_FILE
                                + " bytes; is it a picture?");
            }
            checkSum(name, bytes);
            return bytes;
        } catch (ZipException | EOFException damaged) {
            throw new DataException(
                    "reading "
                            + describe(name)
                            + ": it is damaged or encrypted in the archive ("
                            + damaged.getMessage()
                            + ")",
                    damaged);
        }
    }

    /// The JDK's archives do not compare the sum that they keep of every file.
    private void checkSum(String name, byte[] bytes) throws DataException {
        ZipEntry entry = archive == null ? null : archive.getEntry(name);
        if (entry != null && entry.getCrc() >= 0) {
            CRC32 sum = new CRC32();
            sum.update(bytes);
            if (sum.getValue() != entry.getCrc()) {
                throw new DataException(
                        "reading "
                                + describe(name)
                                + ": its contents do not have the sum (CRC-32) that the archive keeps");
            }
        }
    }

    private InputStream stream(String name) throws IOException {
        if (archive == null) {
            return Files.newInputStream(root.resolve(name));
        }
        ZipEntry entry = archive.getEntry(name);
        if (entry == null) {
            throw new DataException("reading " + describe(name) + ": it has gone");
        }
        return archive.getInputStream(entry);
    }

    @Override
    public void close() throws IOException {
        if (archive != null) {
            archive.close();
        }
    }
}
