package dev.fovea.data;

import java.util.function.Consumer;

/// How a set is looked for.
///
/// @param locations the folders
/// @param offline whether nothing may be downloaded
/// @param downloader how files are downloaded
/// @param listener is told what happens
public record DataOptions(
        DataLocations locations, boolean offline, Downloader downloader, Consumer<? super DataEvent> listener) {
    /// Looks in the folders of this process, downloads what is missing, and tells nobody.
    ///
    /// @return the options
    public static DataOptions standard() {
        return new DataOptions(DataLocations.ofThisProcess(), false, Downloader.STANDARD, event -> {});
    }

    /// The same, looking elsewhere.
    ///
    /// @param newLocations the folders
    /// @return the options
    public DataOptions withLocations(DataLocations newLocations) {
        return new DataOptions(newLocations, offline, downloader, listener);
    }

    /// The same, with or without downloads.
    ///
    /// @param newOffline whether nothing may be downloaded
    /// @return the options
    public DataOptions withOffline(boolean newOffline) {
        return new DataOptions(locations, newOffline, downloader, listener);
    }

    /// The same, telling somebody else.
    ///
    /// @param newListener is told what happens
    /// @return the options
    public DataOptions withListener(Consumer<? super DataEvent> newListener) {
        return new DataOptions(locations, offline, downloader, newListener);
    }
}
