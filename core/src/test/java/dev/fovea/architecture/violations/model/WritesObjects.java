package dev.fovea.architecture.violations.model;

import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.OutputStream;

final class WritesObjects {
    void write(OutputStream out) throws IOException {
        new ObjectOutputStream(out).flush();
    }
}
