package dev.fovea.bench.peers;

import dev.fovea.data.Loader;
import dev.fovea.kernel.KernelSelection;
import dev.fovea.kernel.Kernels;
import dev.fovea.kernel.Peak;
import dev.fovea.nn.Network;
import dev.fovea.shape.Shape;
import dev.fovea.tensor.Tensor;

import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// The process of one side: does one part of one work and prints what it measured, one line of JSON for each
/// measurement, and a last line `done`.
///
/// ```
/// java ... dev.fovea.bench.peers.SideProcess NAME SIDE-CLASS train A [threads=2] [seconds=20] [finish]
/// java ... dev.fovea.bench.peers.SideProcess NAME SIDE-CLASS predict A [threads=2] [seconds=3] [batches=1,8,100,10000]
/// java ... dev.fovea.bench.peers.SideProcess NAME SIDE-CLASS start A [threads=2]
/// java ... dev.fovea.bench.peers.SideProcess NAME SIDE-CLASS read idx|csv
/// java ... dev.fovea.bench.peers.SideProcess NAME SIDE-CLASS profile A [threads=2] [seconds=10]
/// java ... dev.fovea.bench.peers.SideProcess NAME SIDE-CLASS scale lenet-2-28-1 [seconds=4]
/// ```
public final class SideProcess {
    /// The last line.
    static final String DONE = "done";

    private static final double WARM_UP_SECONDS = 2;
    private static final double LONGEST_WARM_UP = 20;
    private static final double LONGEST_EPOCH = 60;
    private static final int MOST_STEPS = 100_000;

    /// Images whose logits are held against ours.
    private static final int COMPARED = 100;

    private final PrintStream out;
    private final String name;
    private final Side side;
    private final String work;
    private final Settings settings;

    private SideProcess(PrintStream out, String name, Side side, String work, Settings settings) {
        this.out = out;
        this.name = name;
        this.side = side;
        this.work = work;
        this.settings = settings;
    }

    /// What the words behind the work say.
    ///
    /// @param threads that may compute
    /// @param seconds after which timing ends
    /// @param finish whether the epoch is made to its end for its accuracy
    /// @param batches samples in a call of a prediction
    record Settings(int threads, double seconds, boolean finish, List<Integer> batches) {
        static Settings of(List<String> words) {
            Map<String, String> values = new LinkedHashMap<>();
            for (String word : words) {
                String[] pair = word.split("=", 2);
                values.put(pair[0], pair.length == 2 ? pair[1] : "");
            }
            return new Settings(
                    Integer.parseInt(values.getOrDefault("threads", "2")),
                    Double.parseDouble(values.getOrDefault("seconds", "20")),
                    values.containsKey("finish"),
                    Stream.of(values.getOrDefault("batches", "1,8,100,10000").split(","))
                            .map(Integer::valueOf)
                            .toList());
        }
    }

    /// Does the work.
    ///
    /// @param arguments as the class says
    /// @throws Exception if the engine fails
    public static void main(String[] arguments) throws Exception {
        PrintStream out = System.out;
        System.setOut(System.err); // engines print what they like
        Settings settings = Settings.of(Arrays.asList(arguments).subList(4, arguments.length));
        Class<? extends Side> sideClass = Class.forName(arguments[1]).asSubclass(Side.class);
        Side side = sideClass.getConstructor(int.class).newInstance(settings.threads());
        SideProcess process = new SideProcess(out, arguments[0], side, arguments[3], settings);
        switch (arguments[2]) {
            case "train" -> process.train();
            case "predict" -> process.predict();
            case "start" -> process.start();
            case "read" -> process.read();
            case "scale" -> process.scale();
            case "profile" -> process.profile();
            default ->
                    throw new IllegalArgumentException(
                            "starting a side: \""
                                    + arguments[2]
                                    + "\" is no part; expected train, predict, start, read, scale or profile");
        }
        out.println(DONE);
        out.flush();
    }

    private Kernels kernels() {
        return KernelSelection.select("auto").kernels();
    }

    private double peak() throws InterruptedException {
        return Peak.measure(kernels(), settings.threads()).gigaflops();
    }

    private Map<String, Object> begin(String part) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("side", name);
        values.put("part", part);
        values.put("work", work);
        values.put("version", side.version());
        values.put("tuning", side.tuning());
        values.put("threads", settings.threads());
        return values;
    }

    private void train() throws Exception {
        Work known = Work.valueOf(work);
        WorkData data = WorkData.of(known);
        Network network = known.network();
        Map<String, Object> values = begin("train");
        double before = peak();
        int steps = data.train().size() / known.batch();
        StepClock clock =
                new StepClock(
                        new StepClock.Plan(
                                known.warmUpSteps(), LONGEST_WARM_UP, steps, settings.seconds(), settings.finish()));
        Side.Trained trained = side.train(new Side.TrainingTask(known, network, data, clock));
        long memory = Memory.peakMebibytes();
        values.put("tuning", side.tuning()); // some choose while they begin
        values.put("data", data.train().name());
        timed(values, known.batch(), clock);
        values.put("epoch_complete", clock.complete());
        if (clock.complete()) {
            values.put("accuracy", trained.accuracy());
        }
        values.put("first_loss", trained.firstLoss());
        values.put("flop_per_image", Operations.of(network).training());
        values.put("peak_gflops", StrictMath.max(before, peak()));
        values.put("rss_mib", memory);
        out.println(Measurement.of(values));
    }

    private static void timed(Map<String, Object> values, int batch, StepClock clock) {
        double images = (double) clock.timedSteps() * batch;
        values.put("batch", batch);
        values.put("images", images);
        values.put("seconds", clock.seconds());
        values.put("images_per_second", images / clock.seconds());
        values.put("processor_seconds", clock.processorSeconds());
        values.put("others", clock.others());
        values.put("warm_up_steps", clock.warmUpSteps());
        values.put("warm_up_seconds", clock.warmUpSeconds());
    }

    /// From the start of the process: the first step, the first epoch, the second.
    private void start() throws Exception {
        Work known = Work.valueOf(work);
        side.begin(known);
        WorkData data = WorkData.of(known);
        int steps = data.train().size() / known.batch();
        StepClock clock = new StepClock(new StepClock.Plan(steps, LONGEST_EPOCH, steps, LONGEST_EPOCH, false));
        long nanos = System.nanoTime();
        Instant now = Instant.now();
        double running =
                Duration.between(ProcessHandle.current().info().startInstant().orElse(now), now).toNanos() * 1e-9;
        side.train(new Side.TrainingTask(known, known.network(), data, clock));
        Map<String, Object> values = begin("start");
        values.put("first_step_seconds", running + (clock.firstStepNanos() - nanos) * 1e-9);
        if (clock.warmUpSteps() == steps) {
            values.put("first_epoch_seconds", clock.warmUpSeconds());
        }
        if (clock.complete()) {
            values.put("second_epoch_seconds", clock.seconds());
        }
        values.put("rss_mib", Memory.peakMebibytes());
        out.println(Measurement.of(values));
    }

    private void read() throws IOException {
        Reading reading = Reading.of(work);
        Map<String, Object> values = begin("read");
        values.put("images", reading.samples());
        values.put("seconds", reading.seconds());
        out.println(Measurement.of(values));
    }

    private void scale() throws IOException, InterruptedException {
        Scaling scaling = Scaling.of(work);
        FoveaSide ours = new FoveaSide(scaling.threads());
        double before = Peak.measure(kernels(), scaling.threads()).gigaflops();
        StepClock clock =
                new StepClock(
                        new StepClock.Plan(
                                Scaling.WARM_UP_STEPS, LONGEST_WARM_UP, MOST_STEPS, settings.seconds(), false));
        ours.train(scaling.network(), Loader.of(scaling.data(), Scaling.BATCH), clock);
        Map<String, Object> values = begin("scale");
        values.put("threads", scaling.threads());
        timed(values, Scaling.BATCH, clock);
        values.put("flop_per_image", Operations.of(scaling.network()).training());
        values.put("peak_gflops", StrictMath.max(before, Peak.measure(kernels(), scaling.threads()).gigaflops()));
        values.put("rss_mib", Memory.peakMebibytes());
        out.println(Measurement.of(values));
    }

    /// Trains once to be warm, then once more while somebody looks.
    private void profile() throws Exception {
        Work known = Work.valueOf(work);
        WorkData data = WorkData.of(known);
        StepClock.Plan warm = new StepClock.Plan(0, 0, MOST_STEPS, settings.seconds() / 2, false);
        side.train(new Side.TrainingTask(known, known.network(), data, new StepClock(warm)));
        StepClock.Plan plan = new StepClock.Plan(0, 0, MOST_STEPS, settings.seconds(), false);
        Map<String, Integer> counts;
        try (Profile profile = new Profile()) {
            side.train(new Side.TrainingTask(known, known.network(), data, new StepClock(plan)));
            counts = profile.counts();
        }
        int all = counts.values().stream().mapToInt(Integer::intValue).sum();
        for (Map.Entry<String, Integer> entry : counts.entrySet()) {
            Map<String, Object> values = begin("profile");
            values.put("kernel", entry.getKey());
            values.put("share", (double) entry.getValue() / all);
            out.println(Measurement.of(values));
        }
    }

    private void predict() throws Exception {
        WorkData data = WorkData.of(Work.valueOf(work));
        Network network = Work.valueOf(work).network();
        List<Map<String, Object>> all = new ArrayList<>();
        List<float[]> logits = new ArrayList<>();
        double before = peak();
        for (int batch : settings.batches()) {
            float[] inputs = data.testInputs(batch);
            Side.Predictor predictor = side.predictor(network, inputs, batch);
            logits.add(predictor.predict());
            PredictionTiming timing = PredictionTiming.of(predictor, WARM_UP_SECONDS, settings.seconds());
            Map<String, Object> values = begin("predict");
            values.put("batch", batch);
            values.put("images", (double) timing.calls() * batch);
            values.put("seconds", timing.seconds());
            values.put("images_per_second", timing.calls() * (double) batch / timing.seconds());
            values.put("others", timing.others());
            values.put("p50_us", timing.p50() * 1e6);
            values.put("p99_us", timing.p99() * 1e6);
            values.put("flop_per_image", Operations.of(network).forward());
            values.put("rss_mib", Memory.peakMebibytes());
            double after = peak();
            values.put("peak_gflops", StrictMath.max(before, after));
            before = after;
            all.add(values);
        }
        // Our own logits come last, so that what they need is not counted as memory of a peer.
        for (int i = 0; i < all.size(); i++) {
            int count = StrictMath.min(settings.batches().get(i), COMPARED);
            all.get(i).put("difference", difference(network, data.testInputs(count), logits.get(i), count));
            out.println(Measurement.of(all.get(i)));
        }
    }

    /// The largest difference from our own logits, over the largest of these: that all sides predict the same.
    private static double difference(Network network, float[] inputs, float[] logits, int count) {
        Shape sample = network.sampleShape();
        Shape shape = Shape.of(count, sample.dim(0), sample.dim(1), sample.dim(2));
        float[] ours = network.predict(Tensor.samples(shape, inputs)).value();
        double largest = 0;
        double apart = 0;
        for (int i = 0; i < ours.length; i++) {
            largest = StrictMath.max(largest, StrictMath.abs((double) ours[i]));
            apart = StrictMath.max(apart, StrictMath.abs((double) ours[i] - logits[i]));
        }
        return apart / largest;
    }
}
