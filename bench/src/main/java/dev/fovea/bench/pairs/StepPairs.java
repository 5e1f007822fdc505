package dev.fovea.bench.pairs;

import dev.fovea.bench.peers.Work;

import java.io.File;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleSupplier;

/// Trains with several builds of Fovea in one process, a few steps of each in turn.
///
/// ```
/// java ... dev.fovea.bench.pairs.StepPairs WORK THREADS SECONDS NAME=CLASS-PATH NAME=CLASS-PATH ...
/// ```
final class StepPairs {
    /// Steps of a build are made until they take so long, before the next has its turn.
    private static final double TURN_SECONDS = 0.05;

    /// Longer than the threads of a build spin for more work: they would take a processor from the next one.
    private static final long PAUSE_MILLIS = 4;

    private final List<String> names = new ArrayList<>();
    private final List<DoubleSupplier> builds = new ArrayList<>();
    private final double[] losses;

    /// The build that has the first turn.
    private int first;

    private StepPairs(String work, int threads, List<String> words) throws ReflectiveOperationException {
        for (String word : words) {
            String[] parts = word.split("=", 2);
            names.add(parts[0]);
            builds.add(load(parts[1], work, threads));
        }
        losses = new double[builds.size()];
    }

    /// @param arguments as the class says
    /// @throws Exception if a build fails
    public static void main(String[] arguments) throws Exception {
        try {
            run(arguments);
        } catch (LinkageError other) {
            System.err.println(
                    "bench/pairs: a commit's library is too different from this checkout's to be trained beside it ("
                            + other.getMessage()
                            + "); compare with a later commit");
            System.exit(2);
        }
    }

    private static void run(String... arguments) throws ReflectiveOperationException, InterruptedException {
        Work work = Work.valueOf(arguments[0]);
        int threads = Integer.parseInt(arguments[1]);
        double seconds = Double.parseDouble(arguments[2]);
        StepPairs pairs = new StepPairs(work.name(), threads, Arrays.asList(arguments).subList(3, arguments.length));
        pairs.turn(work.warmUpSteps());
        double fastest = Arrays.stream(pairs.turn(5)).min().orElseThrow();
        int steps = (int) Math.max(1, Math.ceil(TURN_SECONDS * 1e3 / fastest));
        System.out.printf("%s: %s%n", work, work.title());
        Turns turns = pairs.measure(steps, seconds);
        System.out.printf(
                "milliseconds of a training step, batch %d, %d threads; %d turns of %d steps each%n%n",
                work.batch(), threads, turns.count(), steps);
        System.out.print(turns.table());
        System.out.println();
        System.out.println(pairs.sameBits());
    }

    @SuppressWarnings("resource") // classes are loaded as they are needed, to the end of the process
    private static DoubleSupplier load(String classPath, String work, int threads) throws ReflectiveOperationException {
        URL[] urls = Arrays.stream(classPath.split(File.pathSeparator)).map(StepPairs::url).toArray(URL[]::new);
        URLClassLoader loader = new URLClassLoader(classPath, urls, ClassLoader.getPlatformClassLoader());
        Thread.currentThread().setContextClassLoader(loader);
        Constructor<?> training =
                loader.loadClass(TrainingSteps.class.getName()).getConstructor(String.class, int.class);
        try {
            return (DoubleSupplier) training.newInstance(work, threads);
        } catch (InvocationTargetException failed) {
            if (failed.getCause() instanceof LinkageError other) {
                throw other;
            }
            throw failed;
        }
    }

    private static URL url(String path) {
        try {
            return Path.of(path).toUri().toURL();
        } catch (MalformedURLException e) {
            throw new IllegalArgumentException("loading a build: no class path in \"" + path + "\"", e);
        }
    }

    private Turns measure(int steps, double seconds) throws InterruptedException {
        Turns turns = new Turns(names);
        for (long begin = System.nanoTime(); System.nanoTime() - begin < seconds * 1e9; ) {
            turns.add(turn(steps));
        }
        return turns;
    }

    /// Some steps of each build, after one that is not timed; the build that was first in the turn before is the last
    /// now.
    private double[] turn(int steps) throws InterruptedException {
        double[] millis = new double[builds.size()];
        first = (first + 1) % builds.size();
        for (int i = 0; i < millis.length; i++) {
            int build = (first + i) % millis.length;
            DoubleSupplier training = builds.get(build);
            Thread.sleep(PAUSE_MILLIS);
            losses[build] = training.getAsDouble();
            long begin = System.nanoTime();
            for (int step = 0; step < steps; step++) {
                losses[build] = training.getAsDouble();
            }
            millis[build] = (System.nanoTime() - begin) * 1e-6 / steps;
        }
        return millis;
    }

    /// All builds have made as many steps on the same batches.
    private String sameBits() {
        boolean same = Arrays.stream(losses).allMatch(loss -> loss == losses[0]);
        return same
                ? "the last losses have the same bits"
                : "the last losses differ: " + Arrays.toString(losses) + ": one build computes something else";
    }
}
