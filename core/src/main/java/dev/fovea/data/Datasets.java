package dev.fovea.data;

import dev.fovea.image.Resize;
import dev.fovea.shape.Suggestion;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Finds a set by name or path and reads its two splits.
///
/// The set `digits` is [drawn by the program][Digits]. Another name (`mnist`, `fashion-mnist`) is looked for in the
/// folders of [DataLocations], then downloaded into the user's cache from its public mirrors, with its sums checked.
/// Everything else is a path: a folder with IDX files, or a folder or zip archive with a folder of pictures for each
/// class.
public final class Datasets {
    private Datasets() {}

    /// The names that can be asked for.
    ///
    /// @return all names, in the order in which they are listed to a user
    public static List<String> names() {
        List<String> names = new ArrayList<>();
        NamedSet.ALL.forEach(set -> names.add(set.name()));
        names.add(Digits.NAME);
        return names;
    }

    /// Loads a set, looking and downloading as [DataOptions#standard()] says.
    ///
    /// @param nameOrPath a name, or the path of a folder
    /// @return training and test samples
    /// @throws DataUnavailableException if a named set is neither here nor to be had
    /// @throws DataException if the data are wrong
    /// @throws IOException if a file cannot be read
    public static Splits load(String nameOrPath) throws IOException {
        return load(nameOrPath, DataOptions.standard());
    }

    /// Loads a set.
    ///
    /// @param nameOrPath a name, or the path of a folder or an archive
    /// @param options where to look, and whether to download
    /// @return training and test samples
    /// @throws DataUnavailableException if a named set is neither here nor to be had
    /// @throws DataException if the data are wrong
    /// @throws IOException if a file cannot be read
    public static Splits load(String nameOrPath, DataOptions options) throws IOException {
        if (nameOrPath.equals(Digits.NAME)) {
            return Digits.load();
        }
        Optional<NamedSet> named = NamedSet.find(nameOrPath);
        return named.isPresent() ? loadNamed(named.get(), options) : loadPath(nameOrPath);
    }

    /// Finds a named set on this machine, without downloading.
    ///
    /// @param set the set
    /// @param locations where to look
    /// @return the first folder that has all its files, or nothing
    /// @throws DataException if a folder other than the cache has some of the files only
    public static Optional<Path> find(NamedSet set, DataLocations locations) throws DataException {
        for (Path folder : locations.foldersOf(set.name())) {
            if (IdxFolder.matches(folder)) {
                List<String> missing = IdxFolder.missing(folder);
                if (missing.isEmpty()) {
                    return Optional.of(folder);
                }
                if (!isCache(folder, set, locations)) {
                    throw new DataException(
                            "finding the set "
                                    + set.name()
                                    + ": "
                                    + folder
                                    + " has no "
                                    + String.join(", no ", missing)
                                    + "; add what is missing or take the folder away");
                }
            }
        }
        return Optional.empty();
    }

    private static boolean isCache(Path folder, NamedSet set, DataLocations locations) {
        Path cache = locations.cache();
        return cache != null && folder.equals(cache.resolve(set.name()));
    }

    static Splits loadNamed(NamedSet set, DataOptions options) throws IOException {
        Optional<Path> found = find(set, options.locations());
        Path folder = found.isPresent() ? found.get() : download(set, options);
        options.listener().accept(new DataEvent.Found(set.name(), folder));
        return IdxFolder.read(folder, set.name(), set.classNames());
    }

    private static Path download(NamedSet set, DataOptions options) throws IOException {
        Path cache = options.locations().cache();
        String looked = "finding the set " + set.name() + ": it is not in " + describe(set, options.locations());
        String advice =
                "; put its four IDX files into one of these folders, or name a folder of sets with "
                        + DataLocations.GIVEN_VARIABLE
                        + ", or use the built-in set 'digits'";
        if (options.offline()) {
            throw new DataUnavailableException(looked + ", and being offline it is not downloaded" + advice);
        }
        if (cache == null) {
            throw new DataUnavailableException(
                    looked + ", and without a home there is no cache to download it to" + advice);
        }
        Path folder = cache.resolve(set.name());
        try {
            for (RemoteFile file : set.files()) {
                options.downloader().fetch(file, folder.resolve(file.name()), options.listener());
            }
        } catch (DataUnavailableException failed) {
            throw new DataUnavailableException(looked + "; " + failed.getMessage() + advice, failed);
        }
        return folder;
    }

    private static String describe(NamedSet set, DataLocations locations) {
        List<String> folders = new ArrayList<>();
        for (Path folder : locations.foldersOf(set.name())) {
            folders.add(folder.toString());
        }
        return String.join(", not in ", folders);
    }

    private static Splits loadPath(String text) throws IOException {
        Path path = path(text);
        if (path != null && IdxFolder.matches(path)) {
            return IdxFolder.readParts(path, List.of()).splits(null);
        }
        if (path == null || !Files.exists(path)) {
            throw new DataException(
                    "finding the data '"
                            + text
                            + "': it is neither a set's name ("
                            + String.join(", ", names())
                            + ") nor a path that exists"
                            + Suggestion.of(text, names()));
        }
        if (!Files.isDirectory(path) && !isZip(path)) {
            throw new DataException(
                    "reading the data "
                            + path
                            + ": expected a folder with the four IDX files of training and test images and labels"
                            + " (train-images-idx3-ubyte, with or without .gz, ...), or a folder or zip archive with a"
                            + " folder of pictures for each class");
        }
        PictureFolder pictures = PictureFolder.open(path);
        Dataset.ImageSize size = pictures.suitedSize();
        return pictures.read(
                        size, picture -> Resize.area(picture.toChannels(size.channels()), size.height(), size.width()))
                .splits(null);
    }

    /// Whether a file begins as zip archives do.
    ///
    /// @param file a file
    /// @return true if its first bytes are those of an archive
    /// @throws IOException if it cannot be read
    public static boolean isZip(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] beginning = in.readNBytes(4);
            return beginning.length == 4
                    && beginning[0] == 'P'
                    && beginning[1] == 'K'
                    && (beginning[2] == 3 || beginning[2] == 5);
        }
    }

    private static @Nullable Path path(String text) {
        try {
            return Path.of(text);
        } catch (InvalidPathException notEvenAPath) {
            return null;
        }
    }
}
