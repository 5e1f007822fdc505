package dev.fovea.data;

import java.net.URI;
import java.nio.file.Path;

/// What happens while a set is being looked for and downloaded, for whoever shows it.
public sealed interface DataEvent {
    /// A set was found on this machine.
    ///
    /// @param name the set's name
    /// @param folder where it is
    record Found(String name, Path folder) implements DataEvent {}

    /// A file is being asked for.
    ///
    /// @param file the file
    /// @param address where it is asked for
    /// @param from the byte it goes on from; 0 for a fresh start
    record Started(RemoteFile file, URI address, long from) implements DataEvent {}

    /// Bytes have come.
    ///
    /// @param file the file
    /// @param done the bytes there are
    /// @param total the bytes there will be
    record Progressed(RemoteFile file, long done, long total) implements DataEvent {}

    /// An attempt has failed; the next begins, if one is left.
    ///
    /// @param file the file
    /// @param address where it was asked for
    /// @param reason what was wrong
    record Failed(RemoteFile file, URI address, String reason) implements DataEvent {}

    /// A file is complete, and its sum is right.
    ///
    /// @param file the file
    /// @param target where it is
    record Fetched(RemoteFile file, Path target) implements DataEvent {}
}
