package dev.fovea.data;

import java.net.URI;
import java.util.List;

/// A file that can be downloaded from several places, and what it must hold.
///
/// @param name its name, which follows a mirror's address
/// @param bytes its length
/// @param sha256 its SHA-256, 64 hexadecimal digits
/// @param mirrors addresses of folders that hold it, ending with `/`, tried in this order
public record RemoteFile(String name, long bytes, String sha256, List<URI> mirrors) {
    /// Copies the list.
    public RemoteFile {
        mirrors = List.copyOf(mirrors);
    }
}
