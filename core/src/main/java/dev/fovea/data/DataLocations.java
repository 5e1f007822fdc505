package dev.fovea.data;

import org.jspecify.annotations.Nullable;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// The folders in which a named set is looked for, in this order: `given/<name>`, `cache/<name>`, `system/<name>`.
///
/// @param given the folder that the user named, `$FOVEA_DATA`, or null; its files are checked for structure only
/// @param cache the user's cache, where downloads go, or null where there is none
/// @param system the folder of the machine's own data sets
public record DataLocations(@Nullable Path given, @Nullable Path cache, Path system) {
    /// The environment variable that names a folder of data sets.
    public static final String GIVEN_VARIABLE = "FOVEA_DATA";

    private static final String CACHE_VARIABLE = "XDG_CACHE_HOME";
    private static final Path SYSTEM = Path.of("/usr/share/datasets");

    /// The locations of an environment: `$FOVEA_DATA`; `$XDG_CACHE_HOME/fovea` or else `.cache/fovea` in the home;
    /// `/usr/share/datasets`. Empty variables count as unset, and so does a relative `XDG_CACHE_HOME` (XDG Base
    /// Directory Specification).
    ///
    /// @param environment the environment variables
    /// @param home the user's home, or null where there is none
    /// @return the locations
    /// @throws IllegalArgumentException if a variable is not a path
    public static DataLocations of(Map<String, String> environment, @Nullable Path home) {
        Path given = path(environment, GIVEN_VARIABLE);
        Path caches = path(environment, CACHE_VARIABLE);
        if (caches == null || !caches.isAbsolute()) {
            caches = home == null ? null : home.resolve(".cache");
        }
        return new DataLocations(given, caches == null ? null : caches.resolve("fovea"), SYSTEM);
    }

    /// The locations of this process: its environment variables and the user's home.
    ///
    /// @return the locations
    /// @throws IllegalArgumentException if a variable is not a path
    public static DataLocations ofThisProcess() {
        String home = System.getProperty("user.home");
        return of(System.getenv(), home == null || home.isEmpty() ? null : Path.of(home));
    }

    /// Where a set is looked for.
    ///
    /// @param name the set's name
    /// @return the folders, first to last
    public List<Path> foldersOf(String name) {
        List<Path> folders = new ArrayList<>();
        if (given != null) {
            folders.add(given.resolve(name));
        }
        if (cache != null) {
            folders.add(cache.resolve(name));
        }
        folders.add(system.resolve(name));
        return folders;
    }

    private static @Nullable Path path(Map<String, String> environment, String variable) {
        String value = environment.get(variable);
        if (value == null || value.isEmpty()) {
            return null;
        }
        try {
            return Path.of(value);
        } catch (InvalidPathException wrong) {
            throw new IllegalArgumentException(
                    "reading the environment variable " + variable + ": '" + value + "' is not a path", wrong);
        }
    }
}
