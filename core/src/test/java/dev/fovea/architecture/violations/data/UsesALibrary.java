package dev.fovea.architecture.violations.data;

final class UsesALibrary {
    Object library = org.assertj.core.api.Assertions.assertThat(1);
}
