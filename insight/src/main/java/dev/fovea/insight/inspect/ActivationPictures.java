package dev.fovea.insight.inspect;

import dev.fovea.insight.picture.Bars;
import dev.fovea.insight.picture.ColourMap;
import dev.fovea.insight.picture.Drawing;
import dev.fovea.insight.picture.HeatMap;
import dev.fovea.insight.picture.HeatMapGrid;
import dev.fovea.insight.picture.Scale;
import dev.fovea.insight.picture.Strip;
import dev.fovea.model.Activations;
import dev.fovea.shape.Shape;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/// Draws what layers gave for a picture: channels as maps, vectors as strips, short ones as a strip with bars.
///
/// @param caption what the picture is called, behind each title
/// @param labels the names of the classes
/// @param range of the colours of maps; a given one is that of parameters, so maps get a common one then
public record ActivationPictures(String caption, List<String> labels, Range range) {
    private static final String INPUT = "input";
    private static final int MOST_MAPS = 256;
    private static final int MOST_BARS = 40;

    /// The output of a layer.
    ///
    /// @param output the output
    /// @return the picture, with title and scale
    public Drawing of(Activations.Output output) {
        Shape shape = output.shape();
        if (shape.rank() == 3 && shape.dim(1) * shape.dim(2) > 1) {
            return maps(output);
        }
        String title = title(output, shape.size() + (shape.size() == 1 ? " number" : " numbers"));
        if (shape.size() > MOST_BARS) {
            return Strip.of(title, output.values()).drawing();
        }
        boolean ofClasses = shape.size() == labels.size();
        List<String> names =
                ofClasses ? labels : IntStream.rangeClosed(1, shape.size()).mapToObj(Integer::toString).toList();
        Scale scale = scale(output);
        Bars bars = Bars.of(title, names, output.values()).withCells(scale);
        Bars ranged = output.kind().equals("softmax") ? bars.withRange(0, 1) : bars;
        return (ofClasses ? ranged.withHighlighted(largest(output.values())) : ranged).drawing();
    }

    private String title(Activations.Output output, String size) {
        return name(output) + ", " + size + " (" + caption + ")";
    }

    private static String name(Activations.Output output) {
        return output.name().equals(output.kind()) ? output.name() : output.name() + ": " + output.kind();
    }

    private static int largest(float[] values) {
        int largest = 0;
        for (int i = 1; i < values.length; i++) {
            largest = values[i] > values[largest] ? i : largest;
        }
        return largest;
    }

    private Drawing maps(Activations.Output output) {
        Shape shape = output.shape();
        int count = StrictMath.min(shape.dim(0), MOST_MAPS);
        String some = count < shape.dim(0) ? "the first " + count + " of " + shape.dim(0) : String.valueOf(count);
        String of = (shape.dim(0) == 1 ? " map of " : " maps of ") + shape.dim(1) + " × " + shape.dim(2);
        String title = title(output, some + of);
        HeatMapGrid grid = HeatMapGrid.of(title, maps(output, count));
        if (output.kind().equals(INPUT)) {
            return grid.withScale(scale(output)).withSide(112).drawing();
        }
        return range instanceof Range.Each ? grid.withOwnRanges().drawing() : grid.drawing();
    }

    /// The channels of an output as maps.
    ///
    /// @param output of `[channels, rows, columns]`
    /// @param count how many of them, at most as many as there are
    /// @return labelled from 1
    public static List<HeatMap> maps(Activations.Output output, int count) {
        Shape shape = output.shape();
        int area = shape.dim(1) * shape.dim(2);
        return IntStream.range(0, count)
                .mapToObj(i ->
                        new HeatMap(
                                Integer.toString(i + 1),
                                shape.dim(1),
                                shape.dim(2),
                                Arrays.copyOfRange(output.values(), i * area, (i + 1) * area)))
                .toList();
    }

    /// The scale that suits an output: greys for the input of a network, which is an image.
    ///
    /// @param output the output
    /// @return from its least to its largest number, or around zero
    public static Scale scale(Activations.Output output) {
        Spread spread = Spread.of(output.values());
        return output.kind().equals(INPUT) && spread.minimum() < spread.maximum()
                ? new Scale(ColourMap.GREY, spread.minimum(), spread.maximum())
                : Scale.suiting(List.of(output.values()));
    }
}
