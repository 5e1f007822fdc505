package dev.fovea.bench.peers;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/// The versions of libraries on the class path.
public final class Versions {
    private Versions() {}

    /// {@return the version that Maven noted in a library's jar, or `unknown`}
    ///
    /// @param group like `org.bytedeco`
    /// @param artifact like `pytorch`
    public static String of(String group, String artifact) {
        String name = "/META-INF/maven/" + group + "/" + artifact + "/pom.properties";
        try (InputStream in = Versions.class.getResourceAsStream(name)) {
            if (in == null) {
                return "unknown";
            }
            Properties properties = new Properties();
            properties.load(in);
            return properties.getProperty("version", "unknown");
        } catch (IOException e) {
            throw new UncheckedIOException("reading " + name, e);
        }
    }
}
