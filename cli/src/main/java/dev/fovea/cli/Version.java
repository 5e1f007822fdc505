package dev.fovea.cli;

import picocli.CommandLine.IVersionProvider;

/// What `fovea --version` prints: our version, then the Java that runs it.
final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
        return new String[] {"fovea " + number(), "Java " + Runtime.version() + ", " + System.getProperty("java.home")};
    }

    /// The version that the build wrote into the jar.
    static String number() {
        var written = Version.class.getPackage().getImplementationVersion();
        return written == null ? "(not packaged)" : written;
    }
}
