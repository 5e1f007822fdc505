package dev.fovea.architecture.violations.model;

import java.io.Serializable;

final class Serialized implements Serializable {
    private static final long serialVersionUID = 1;
}
