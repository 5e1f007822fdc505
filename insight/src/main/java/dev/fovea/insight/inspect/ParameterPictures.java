package dev.fovea.insight.inspect;

import dev.fovea.insight.picture.Bars;
import dev.fovea.insight.picture.Colour;
import dev.fovea.insight.picture.Drawing;
import dev.fovea.insight.picture.Figure;
import dev.fovea.insight.picture.HeatMap;
import dev.fovea.insight.picture.HeatMapGrid;
import dev.fovea.insight.picture.Lines;
import dev.fovea.insight.picture.Matrix;
import dev.fovea.insight.picture.Scale;
import dev.fovea.insight.picture.ScaleBar;
import dev.fovea.insight.picture.Strip;
import dev.fovea.insight.picture.TextStyle;
import dev.fovea.shape.Shape;
import dev.fovea.tensor.Parameter;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;

/// Draws parameters; those of two networks side by side, on one scale.
///
/// @param snapshots one network or two
/// @param channel the input channel of convolutions that is shown, from 1; 0 for all
/// @param range of the colours
public record ParameterPictures(Snapshots snapshots, int channel, Range range) {
    private static final int MOST_BARS = 50;
    private static final int WIDEST = 1400;
    private static final int GAP = 28;
    private static final Colour BEFORE_MEAN = new Colour(0x7d, 0xb1, 0xe3);
    private static final Colour BEFORE_DEVIATION = new Colour(0xf0, 0xa8, 0x68);
    private static final Colour MEAN = new Colour(0x1f, 0x5f, 0xa8);
    private static final Colour DEVIATION = new Colour(0xb4, 0x4d, 0x12);

    /// The numbers of a parameter: filters as maps, a dense layer as a table, a vector as bars or a strip.
    ///
    /// @param name like `conv1.weight`
    /// @return the picture, with title and scale
    public Drawing of(String name) {
        List<Parameter> parameters = snapshots.parameters(name);
        Parameter first = parameters.getFirst();
        int taken = ParameterFigures.hasChannel(first, channel) ? channel : 0;
        List<float[]> values = parameters.stream().map(parameter -> ParameterFigures.values(parameter, taken)).toList();
        Shape shape = first.shape();
        if (shape.rank() == 1) {
            return vector(name, values);
        }
        boolean ofConvolution = ParameterFigures.isConvolution(first);
        boolean oneChannel = ofConvolution && (taken > 0 || shape.dim(1) == 1);
        if (oneChannel && shape.dim(2) * shape.dim(3) > 1) {
            return filters(title(name, shape, taken), shape, values);
        }
        return table(name, shape, taken, values);
    }

    private static String title(String name, Shape shape, int taken) {
        String size = shape.dim(2) + " × " + shape.dim(3);
        String channels =
                shape.dim(1) == 1
                        ? "1 input channel"
                        : taken == 0
                                ? shape.dim(1) + " input channels"
                                : "input channel " + taken + " of " + shape.dim(1);
        return name + ": " + shape.dim(0) + " filters of " + size + ", " + channels;
    }

    private Drawing filters(String title, Shape shape, List<float[]> values) {
        Scale common = scale(values);
        List<Drawing> panels = new ArrayList<>();
        for (float[] own : values) {
            int area = shape.dim(2) * shape.dim(3);
            List<HeatMap> maps =
                    IntStream.range(0, shape.dim(0))
                            .mapToObj(i ->
                                    new HeatMap(
                                            Integer.toString(i + 1),
                                            shape.dim(2),
                                            shape.dim(3),
                                            Arrays.copyOfRange(own, i * area, (i + 1) * area)))
                            .toList();
            HeatMapGrid grid = HeatMapGrid.of("", maps).withScale(common);
            panels.add(range instanceof Range.Each ? grid.withOwnRanges().body() : grid.body());
        }
        return figure(title, panels, common);
    }

    private Drawing table(String name, Shape shape, int taken, List<float[]> values) {
        boolean ofConvolution = shape.rank() == 4;
        int height = ofConvolution ? shape.dim(2) : 1;
        int width = ofConvolution ? shape.dim(3) : 1;
        int rows = shape.dim(0);
        int columns = values.getFirst().length / (rows * height * width);
        Matrix.Axis down = new Matrix.Axis(ofConvolution ? "filter" : "unit", rows, height);
        Matrix.Axis right = new Matrix.Axis(ofConvolution ? "input channel" : "input", columns, width);
        String title =
                ofConvolution ? title(name, shape, taken) : name + ": " + rows + " units of " + columns + " inputs";
        Scale common = scale(values);
        int cell = ofConvolution ? height * width : columns;
        List<Drawing> panels =
                values.stream()
                        .map(own -> range instanceof Range.Each ? normalised(own, cell) : own)
                        .map(own ->
                                new Matrix(
                                        "",
                                        down,
                                        right,
                                        own,
                                        range instanceof Range.Each ? Scale.symmetric(1) : common))
                        .map(Matrix::body)
                        .toList();
        return figure(title, panels, common);
    }

    /// Each cell over its largest magnitude.
    private static float[] normalised(float[] values, int cell) {
        float[] all = values.clone();
        for (int from = 0; from < all.length; from += cell) {
            float most = 0;
            for (int i = from; i < from + cell; i++) {
                most = StrictMath.max(most, StrictMath.abs(values[i]));
            }
            for (int i = from; i < from + cell && most > 0; i++) {
                all[i] = values[i] / most;
            }
        }
        return all;
    }

    private Drawing figure(String title, List<Drawing> panels, Scale common) {
        Drawing bar = range instanceof Range.Each ? ScaleBar.ofOwnRanges(Scale.symmetric(1)) : ScaleBar.of(common);
        return Figure.of(title, together(panels), bar);
    }

    private Drawing together(List<Drawing> panels) {
        if (panels.size() == 1) {
            return panels.getFirst();
        }
        List<Drawing> labelled = new ArrayList<>();
        for (int i = 0; i < panels.size(); i++) {
            Drawing label = Drawing.text(snapshots.all().get(i).label(), TextStyle.LABEL);
            labelled.add(Drawing.below(8, List.of(label, panels.get(i))));
        }
        int width = labelled.stream().mapToInt(Drawing::width).sum();
        return width + GAP <= WIDEST ? Drawing.beside(GAP, labelled) : Drawing.below(GAP, labelled);
    }

    /// The given range, else the one that suits all numbers.
    private Scale scale(List<float[]> values) {
        return range instanceof Range.Given given ? Scale.symmetric(given.most()) : Scale.suiting(values);
    }

    private Drawing vector(String name, List<float[]> values) {
        int count = values.getFirst().length;
        String title = name + ": " + count + (count == 1 ? " number" : " numbers");
        if (count > MOST_BARS) {
            Scale common = Scale.suiting(values);
            List<Drawing> strips = values.stream().map(own -> new Strip("", own, common).body()).toList();
            return Figure.of(title, together(strips), ScaleBar.of(common));
        }
        float[] together = new float[values.size() * count];
        for (int i = 0; i < together.length; i++) {
            together[i] = values.get(i / count)[i % count];
        }
        Bars.Look look = Bars.of("", labels(together.length), together).look();
        List<Drawing> panels = new ArrayList<>();
        for (float[] own : values) {
            panels.add(new Bars("", labels(count), own, look).body());
        }
        return Figure.of(title, together(panels), null);
    }

    private static List<String> labels(int count) {
        return IntStream.rangeClosed(1, count).mapToObj(Integer::toString).toList();
    }

    /// Mean and deviation of every filter or unit as lines, those of two networks in one plot: `mean1`, `std1`,
    /// `mean19` and `std19` of epochs 1 and 19.
    ///
    /// @param name like `conv1.weight`; not a vector
    /// @return the plot
    public Drawing lines(String name) {
        List<Lines.Series> series = new ArrayList<>();
        ParameterFigures any = Objects.requireNonNull(figures(name).getFirst());
        for (int i = 0; i < snapshots.all().size(); i++) {
            boolean before = i < snapshots.all().size() - 1;
            String mark = snapshots.all().get(i).mark();
            List<Spread> filters = figures(name).get(i).filters();
            double[] means = filters.stream().mapToDouble(Spread::mean).toArray();
            double[] deviations = filters.stream().mapToDouble(Spread::deviation).toArray();
            series.add(new Lines.Series("mean" + mark, means, before ? BEFORE_MEAN : MEAN, before));
            series.add(new Lines.Series("std" + mark, deviations, before ? BEFORE_DEVIATION : DEVIATION, before));
        }
        String of = any.channel() == 0 ? "" : ", input channel " + any.channel();
        return new Lines(name + of + ": mean and deviation of every " + any.counted(), any.counted(), series).drawing();
    }

    private List<ParameterFigures> figures(String name) {
        return snapshots.parameters(name).stream()
                .map(parameter -> ParameterFigures.of(parameter, true, channel))
                .toList();
    }
}
