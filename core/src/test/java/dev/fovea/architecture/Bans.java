package dev.fovea.architecture;

import static com.tngtech.archunit.lang.conditions.ArchConditions.callConstructorWhere;
import static com.tngtech.archunit.lang.conditions.ArchConditions.callMethodWhere;
import static com.tngtech.archunit.lang.conditions.ArchConditions.dependOnClassesThat;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;

import java.util.List;
import java.util.function.Predicate;

/// Rules of the form "no class does this".
final class Bans {
    private Bans() {}

    /// No method is called for which `banned` holds.
    static ArchRule calls(Predicate<JavaCall<?>> banned) {
        return noClasses().should(callMethodWhere(DescribedPredicate.describe("it is banned", banned::test)));
    }

    /// No constructor of the classes named is called.
    static ArchRule constructors(String... classNames) {
        return noClasses()
                .should(
                        callConstructorWhere(
                                DescribedPredicate.describe(
                                        "it is banned", call -> isOneOf(call.getTargetOwner(), classNames))));
    }

    /// No class uses a class for which `banned` holds.
    static ArchRule classes(Predicate<JavaClass> banned) {
        return noClasses().should(dependOnClassesThat(DescribedPredicate.describe("are banned", banned)));
    }

    /// Whether a call is to one of the methods named, of the class named or one below it.
    static boolean isCall(JavaCall<?> call, String className, String... names) {
        return call.getTargetOwner().isAssignableTo(className) && List.of(names).contains(call.getName());
    }

    /// Whether a class has one of the names.
    static boolean isOneOf(JavaClass type, String... classNames) {
        return List.of(classNames).contains(type.getName());
    }
}
