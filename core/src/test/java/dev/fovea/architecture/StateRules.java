package dev.fovea.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.CompositeArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;

import java.util.List;
import java.util.Map;

/// What a library must not do to the process that uses it.
final class StateRules {
    private static final List<String> MUTABLE =
            List.of(
                    "java.util.concurrent.atomic.",
                    "java.util.concurrent.Concurrent",
                    "java.util.HashMap",
                    "java.util.LinkedHashMap",
                    "java.util.TreeMap",
                    "java.util.IdentityHashMap",
                    "java.util.WeakHashMap",
                    "java.util.ArrayList",
                    "java.util.ArrayDeque",
                    "java.lang.ThreadLocal",
                    "java.lang.StringBuilder");

    private StateRules() {}

    static Map<String, ArchRule> all() {
        return Map.of(
                "no System.exit",
                        Bans.calls(call ->
                                Bans.isCall(call, "java.lang.System", "exit")
                                        || Bans.isCall(call, "java.lang.Runtime", "exit", "halt")),
                "no Java serialization", serialization(),
                "no static mutable state", fields().that().areStatic().should(stayAsTheyAre()));
    }

    private static ArchRule serialization() {
        var plain =
                DescribedPredicate.<JavaClass>describe(
                        "are neither exceptions nor enums",
                        type -> !type.isAssignableTo(Throwable.class) && !type.isAssignableTo(Enum.class));
        return CompositeArchRule.of(
                List.of(
                        Bans.classes(type ->
                                Bans.isOneOf(
                                        type,
                                        "java.io.ObjectInputStream",
                                        "java.io.ObjectOutputStream",
                                        "java.io.Externalizable")),
                        noClasses().that(plain).should().beAssignableTo(java.io.Serializable.class)));
    }

    /// A static field is final, of a type that does not change as far as its name shows; an array is private.
    private static ArchCondition<JavaField> stayAsTheyAre() {
        return new ArchCondition<>("stay as they are") {
            @Override
            public void check(JavaField field, ConditionEvents events) {
                var modifiers = field.getModifiers();
                var type = field.getRawType();
                boolean changes =
                        !modifiers.contains(JavaModifier.FINAL)
                                || type.isArray() && !modifiers.contains(JavaModifier.PRIVATE)
                                || MUTABLE.stream().anyMatch(type.getName()::startsWith);
                if (changes && !modifiers.contains(JavaModifier.SYNTHETIC)) {
                    events.add(SimpleConditionEvent.violated(field, field.getDescription() + " can change"));
                }
            }
        };
    }
}
