package dev.fovea.insight.report;

import dev.fovea.insight.markup.Markup;
import dev.fovea.insight.picture.Scale;
import dev.fovea.nn.Conv;
import dev.fovea.nn.Network;
import dev.fovea.nn.Summary;
import dev.fovea.shape.Shape;
import dev.fovea.tensor.Parameter;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// The filters of convolutions, before training and after it, in the same colours.
record FiltersSection(RunRecord record, @Nullable Before before) implements Section {
    private static final int LAYERS = 4;
    private static final int ONE_CHANNEL = 64;
    private static final int FILTERS = 12;
    private static final int CHANNELS = 8;

    /// About how large a filter is shown, in pixels.
    private static final int SIDE = 32;

    @Override
    public String id() {
        return "filters";
    }

    @Override
    public String title() {
        return "Filters";
    }

    @Override
    public boolean applies() {
        return !layers().isEmpty();
    }

    /// Layers with filters of more than one number.
    private List<Summary.Row> layers() {
        RunRecord.Model model = record.model();
        if (model == null) {
            return List.of();
        }
        return model.classifier().network().summary().rows().stream()
                .filter(row -> row.layer() instanceof Conv conv && kernel(conv) > 1)
                .toList();
    }

    private static int kernel(Conv conv) {
        return conv.sliding().window().kernelRows() * conv.sliding().window().kernelColumns();
    }

    @Override
    public void write(Markup out) {
        RunRecord.Model model = record.model();
        if (model == null) {
            return;
        }
        List<Summary.Row> layers = layers();
        int shown = StrictMath.min(LAYERS, layers.size());
        out.element(
                "p",
                "Blue is negative, red positive; before and after share their scale."
                        + (before == null ? "" : " Those before training are made again from the seed.")
                        + (shown < layers.size()
                                ? " The first " + shown + " of " + layers.size() + " layers are shown."
                                : ""));
        for (Summary.Row row : layers.subList(0, shown)) {
            layer(out, row, model.classifier().network());
        }
    }

    private void layer(Markup out, Summary.Row row, Network network) {
        Parameter weight = network.parameter(row.name() + ".weight");
        Shape shape = weight.shape();
        float[] after = weight.array();
        float[] first = before == null ? new float[0] : before.of(weight);
        Scale scale = Scale.suiting(List.of(first, after));
        Scale even = Scale.symmetric(StrictMath.max(StrictMath.abs(scale.low()), StrictMath.abs(scale.high())));
        int filters = StrictMath.min(shape.dim(0), shape.dim(1) == 1 ? ONE_CHANNEL : FILTERS);
        int channels = StrictMath.min(shape.dim(1), CHANNELS);
        out.element("h3", row.name() + ": " + Words.count(shape.dim(0), "filter", "filters") + " of " + size(shape));
        if (filters < shape.dim(0) || channels < shape.dim(1)) {
            out.element(
                    "p",
                    "The first "
                            + filters
                            + " of "
                            + shape.dim(0)
                            + " filters, "
                            + channels
                            + " of "
                            + shape.dim(1)
                            + " channels each; a line is a filter.",
                    "class",
                    "soft");
        }
        Tiles.scale(out, even);
        out.open("div", "class", "pair");
        if (first.length == after.length) {
            panel(out, "before training", tiles(first, shape, filters, channels), even, row.name());
        }
        panel(out, "after training", tiles(after, shape, filters, channels), even, row.name());
        out.close();
    }

    private static String size(Shape shape) {
        String kernel = shape.dim(2) + "×" + shape.dim(3);
        return shape.dim(1) == 1 ? kernel : shape.dim(1) + " channels of " + kernel;
    }

    private static void panel(Markup out, String title, Tiles tiles, Scale scale, String name) {
        out.open("figure").element("figcaption", title);
        Section.scroll(out, "Filters of " + name + ", " + title);
        tiles.write(out, scale, "Filters of " + name + ", " + title);
        out.close().close();
    }

    private static Tiles tiles(float[] values, Shape shape, int filters, int channels) {
        int area = shape.dim(2) * shape.dim(3);
        List<float[]> maps = new ArrayList<>();
        for (int filter = 0; filter < filters; filter++) {
            for (int channel = 0; channel < channels; channel++) {
                int from = (filter * shape.dim(1) + channel) * area;
                maps.add(Arrays.copyOfRange(values, from, from + area));
            }
        }
        int side = StrictMath.max(shape.dim(2), shape.dim(3));
        int factor = (int) StrictMath.max(1, StrictMath.rint((double) SIDE / side));
        int perRow = channels == 1 ? Tiles.perRow(maps.size(), 8) : channels;
        return new Tiles(maps, shape.dim(2), shape.dim(3), perRow, factor);
    }
}
