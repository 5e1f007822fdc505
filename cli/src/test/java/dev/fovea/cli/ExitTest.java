package dev.fovea.cli;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;

import org.junit.jupiter.api.Test;

/// Only the command line may end the process.
class ExitTest {
    @Test
    void noLibraryEndsTheProcess() {
        var libraries =
                new ClassFileImporter()
                        .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                        .importPackages("dev.fovea");
        assertThat(libraries.contain(Main.class)).isTrue();
        exits("dev.fovea.cli").check(libraries);
        assertThat(exits("dev.fovea.elsewhere").evaluate(libraries).hasViolation()).isTrue();
    }

    private static ArchRule exits(String allowed) {
        return noClasses().that().resideOutsideOfPackage(allowed).should().callMethod(System.class, "exit", int.class);
    }
}
