package dev.fovea.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import static dev.fovea.architecture.Bans.isCall;
import static dev.fovea.architecture.Bans.isOneOf;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.CompositeArchRule;
import com.tngtech.archunit.lang.conditions.ArchConditions;

import java.util.List;
import java.util.Map;
import java.util.Set;

/// What would make the same seed give other bits on another machine, another run or another number of threads.
record ExactnessRules(String root) {
    private static final String LANES = "jdk.incubator.vector.";
    private static final Set<String> TRANSCENDENTALS =
            Set.of(
                    "sin", "cos", "tan", "asin", "acos", "atan", "atan2", "sinh", "cosh", "tanh", "exp", "expm1", "log",
                    "log10", "log1p", "pow", "cbrt", "hypot");
    private static final String[] CLOCKLESS = {"random", "shape", "tensor", "nn", "optim", "image"};

    Map<String, ArchRule> all() {
        return Map.of(
                "no transcendental function of Math", Bans.calls(ExactnessRules::isPlatformTranscendental),
                "no transcendental function of the Vector API", vectorTranscendentals(),
                "no sum over lanes in an order of its own",
                        Bans.calls(call -> isCall(call, LANES + "Vector", "reduceLanes", "reduceLanesToLong")),
                "no minimum or maximum of floats", Bans.calls(ExactnessRules::isFloatMinimum),
                "no map or set in an order of its own", hashes(),
                "no parallel streams", Bans.calls(ExactnessRules::isParallel),
                "no randomness of the platform", randomness(),
                "no drawing and no colour conversion of the platform",
                        Bans.classes(type ->
                                isOneOf(
                                        type,
                                        "java.awt.Graphics",
                                        "java.awt.Graphics2D",
                                        "java.awt.image.ColorConvertOp")),
                "no clock where weights are made", clocks());
    }

    private static boolean isPlatformTranscendental(JavaCall<?> call) {
        return call.getTargetOwner().isEquivalentTo(Math.class) && TRANSCENDENTALS.contains(call.getName());
    }

    private static ArchRule vectorTranscendentals() {
        return noClasses()
                .should(
                        ArchConditions.accessFieldWhere(
                                DescribedPredicate.describe(
                                        "it is banned",
                                        access ->
                                                access.getTargetOwner().getName().equals(LANES + "VectorOperators")
                                                        && TRANSCENDENTALS.contains(
                                                                access.getName().toLowerCase(java.util.Locale.ROOT)))));
    }

    private static boolean isFloatMinimum(JavaCall<?> call) {
        var result = call.getTarget().getRawReturnType();
        return (call.getName().equals("min") || call.getName().equals("max"))
                && (result.isEquivalentTo(float.class) || result.getName().equals(LANES + "FloatVector"));
    }

    /// Maps and sets that are gone through must keep an order: LinkedHashMap, TreeMap and their sets do. Those by
    /// identity, those for many threads and the immutable ones are for looking up only, as far as a call shows it.
    private static ArchRule hashes() {
        return CompositeArchRule.of(
                List.of(
                        Bans.constructors("java.util.HashMap", "java.util.HashSet"),
                        Bans.calls(call ->
                                isCall(
                                        call,
                                        "java.util.stream.Collectors",
                                        "toSet",
                                        "toUnmodifiableSet",
                                        "toUnmodifiableMap")),
                        Bans.calls(ExactnessRules::goesThroughHashes)));
    }

    private static boolean goesThroughHashes(JavaCall<?> call) {
        var owners = List.of("java.util.concurrent.ConcurrentHashMap", "java.util.IdentityHashMap");
        return owners.stream()
                .anyMatch(owner -> isCall(call, owner, "keySet", "values", "entrySet", "forEach", "keys", "elements"));
    }

    private static boolean isParallel(JavaCall<?> call) {
        return call.getName().equals("parallelStream")
                || isCall(call, "java.util.stream.BaseStream", "parallel")
                || call.getTargetOwner().isEquivalentTo(java.util.Arrays.class)
                        && call.getName().startsWith("parallel");
    }

    private static ArchRule randomness() {
        return CompositeArchRule.of(
                List.of(
                        Bans.classes(type ->
                                type.getPackageName().equals("java.util.random")
                                        || type.isAssignableTo(java.util.Random.class)
                                        || type.isEquivalentTo(java.util.SplittableRandom.class)),
                        Bans.calls(call ->
                                isCall(call, "java.lang.Math", "random")
                                        || isCall(call, "java.util.Collections", "shuffle")
                                        || isCall(call, "java.util.UUID", "randomUUID"))));
    }

    private ArchRule clocks() {
        var packages = java.util.Arrays.stream(CLOCKLESS).map(name -> root + "." + name + "..").toArray(String[]::new);
        return noClasses()
                .that()
                .resideInAnyPackage(packages)
                .should(
                        ArchConditions.callMethodWhere(
                                DescribedPredicate.describe(
                                        "it is banned",
                                        call ->
                                                isCall(call, "java.lang.System", "nanoTime", "currentTimeMillis")
                                                        || call.getTargetOwner()
                                                                        .getPackageName()
                                                                        .startsWith("java.time")
                                                                && call.getName().equals("now"))));
    }
}
