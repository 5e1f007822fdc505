package dev.fovea.tensor;

import java.util.List;

/// A run that is recorded once and made again and again, with other numbers in the arrays that its data were given in
/// and with its parameters as they are each time: the steps of a training, of which recording can take a twentieth.
///
/// ```java
/// float[] rate = {.1f};
/// Tensor next = weight.tensor().subtract(gradient.multiply(Tensor.of(Shape.of(), rate)));
/// RecordedRun step = RecordedRun.of(engine, List.of(loss), List.of(weight.assign(next)));
/// float first = step.run().getFirst()[0];
/// rate[0] = .05f;
/// float second = step.run().getFirst()[0];
/// ```
///
/// The bits are those of recording and running each time. As with any run, if another thread updates a parameter while
/// this one begins, the run throws and changes nothing.
public final class RecordedRun {
    private final Engine engine;
    private final Recording recording;

    private RecordedRun(Engine engine, Recording recording) {
        this.engine = engine;
        this.recording = recording;
    }

    /// A run to be made.
    ///
    /// @param engine computes
    /// @param outputs tensors whose values are asked for; they stay to come
    /// @param updates updates to make
    /// @return the run
    /// @throws IllegalArgumentException if the value of an output, or of something that it is made of, was asked for
    ///   already: it would stay as it is
    /// @throws IllegalStateException as [Engine#run(List, List)]
    public static RecordedRun of(Engine engine, List<Tensor> outputs, List<Update> updates) {
        EngineCheck.check(engine, outputs, updates);
        for (Tensor output : outputs) {
            if (!(output.content() instanceof Content.Recorded)) {
                throw new IllegalArgumentException(
                        "recording a run: the output "
                                + output
                                + (output.content() instanceof Content.Reading
                                        ? " is a parameter's own; expected tensors to come, or ask the parameter"
                                        : " is known, so it would be the same each time; expected tensors to come"));
            }
        }
        Recording recording = Recording.of(outputs, updates);
        Tensor computed = recording.computed();
        if (computed != null) {
            throw new IllegalArgumentException(
                    "recording a run: it depends on "
                            + computed
                            + ", whose value was asked for and would stay as it is; expected tensors to come: record it"
                            + " again, and ask for values afterwards");
        }
        return new RecordedRun(engine, recording);
    }

    /// The same run with an array in the place of another, wherever that is read.
    ///
    /// @param data what was given to [Tensor#samples] or [Tensor#of(dev.fovea.shape.Shape, float...)]
    /// @param others as many numbers
    /// @return the run; this one reads what it read
    /// @throws IllegalArgumentException if there are not as many numbers, or this run does not read that array
    public RecordedRun with(float[] data, float[] others) {
        if (others.length != data.length) {
            throw new IllegalArgumentException(
                    "giving other data to a run: got " + others.length + " numbers; expected " + data.length);
        }
        Recording changed = recording.with(data, others);
        if (changed == recording) {
            throw new IllegalArgumentException(
                    "giving other data to a run: it does not read the array of "
                            + data.length
                            + " numbers that they are to replace; expected an array that it was recorded with");
        }
        return new RecordedRun(engine, changed);
    }

    /// Computes the outputs and makes the updates.
    ///
    /// @return for each output a new array, row-major
    /// @throws IllegalStateException if another thread updated a parameter meanwhile
    public List<float[]> run() {
        return engine.execute(recording.present());
    }
}
