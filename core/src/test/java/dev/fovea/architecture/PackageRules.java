package dev.fovea.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;

import java.util.List;
import java.util.Map;

/// Which package may use which, below a root.
///
/// The root is an argument, so that the same rules can be shown to fail on classes that break them.
record PackageRules(String root) {
    /// Each package may use those before it, and itself.
    static final List<String> ORDER =
            List.of("random", "shape", "kernel", "tensor", "device", "nn", "optim", "image", "data", "model", "train");

    private static final String LANES = "jdk.incubator.vector";
    private static final String[] DESKTOP = {"java.awt..", "javax.imageio..", "javax.swing..", "java.beans.."};

    Map<String, ArchRule> all() {
        return Map.of(
                "packages know only those before them", classes().should(knowOnlyEarlierPackages()),
                "nothing but the JDK", onlyTheJdk(),
                "vectors stay in kernel.vector", onlyInside("kernel.vector", LANES),
                "kernel.vector is reached by name only", onlyInside("kernel.vector", root + ".kernel.vector"),
                "only image uses java.desktop", onlyInside("image..", DESKTOP));
    }

    private ArchRule onlyTheJdk() {
        return classes()
                .should()
                .onlyDependOnClassesThat(
                        resideInAnyPackage(
                                "java..",
                                "javax.imageio..",
                                // The module jdk.management, which every JDK has.
                                "com.sun.management",
                                LANES,
                                "org.jspecify..",
                                root,
                                root + ".."));
    }

    private ArchRule onlyInside(String user, String... used) {
        return noClasses()
                .that()
                .resideOutsideOfPackage(root + "." + user)
                .should()
                .dependOnClassesThat(resideInAnyPackage(used));
    }

    private ArchCondition<JavaClass> knowOnlyEarlierPackages() {
        return new ArchCondition<>("know only the packages before their own in " + ORDER) {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                int own = place(type);
                if (own < 0) {
                    events.add(SimpleConditionEvent.violated(type, type.getName() + " is in none of " + ORDER));
                }
                for (var dependency : type.getDirectDependenciesFromSelf()) {
                    if (place(dependency.getTargetClass().getBaseComponentType()) > own) {
                        events.add(SimpleConditionEvent.violated(type, dependency.getDescription()));
                    }
                }
            }
        };
    }

    /// The place of a class's package in the order, or -1 where it has none.
    private int place(JavaClass type) {
        var name = type.getPackageName();
        return name.startsWith(root + ".") ? ORDER.indexOf(name.substring(root.length() + 1).split("\\.", 2)[0]) : -1;
    }
}
