package dev.fovea.insight.graph;

import dev.fovea.nn.Chain;
import dev.fovea.nn.Layer;
import dev.fovea.nn.Parallel;
import dev.fovea.nn.Residual;
import dev.fovea.nn.Summary;
import dev.fovea.shape.Shape;

import java.util.ArrayList;
import java.util.List;

/// Makes pieces of layers. It meets them in the order of the summary's rows: outer layers before those within them.
final class Layout {
    private final List<Summary.Row> rows;
    private final double width;
    private int next;
    private String outer = "";

    private Layout(Summary summary, double width) {
        this.rows = summary.rows();
        this.width = width;
    }

    /// The whole drawing.
    ///
    /// @param summary names and shapes
    /// @param layers the network's
    /// @param input what the data are
    /// @param output what comes at the end
    static Piece.Series of(Summary summary, List<Layer> layers, Box input, List<Box> output) {
        double width = StrictMath.max(input.width(), output.stream().mapToDouble(Box::width).max().orElse(0));
        for (Summary.Row row : summary.rows()) {
            boolean framed = row.layer() instanceof Residual || row.layer() instanceof Parallel;
            width = StrictMath.max(width, framed ? 0 : Words.box(row, outer(row, summary)).width());
        }
        Layout layout = new Layout(summary, width);
        List<Piece.Step> steps = new ArrayList<>();
        String shape = Words.shape(summary.sampleShape());
        steps.add(new Piece.Step(new Piece.Card(List.of(input), width), shape));
        layout.series(layers, summary.sampleShape(), steps);
        steps.add(new Piece.Step(new Piece.Card(output, width), steps.getLast().shape()));
        return new Piece.Series(List.copyOf(steps));
    }

    /// The nearest frame around a layer.
    private static String outer(Summary.Row row, Summary summary) {
        String outer = "";
        for (Summary.Row other : summary.rows()) {
            outer = row.name().startsWith(other.name() + ".") ? other.name() : outer;
        }
        return outer;
    }

    private Piece.Series series(List<Layer> layers, Shape input) {
        List<Piece.Step> steps = new ArrayList<>();
        series(layers, input, steps);
        return new Piece.Series(List.copyOf(steps));
    }

    private Shape series(List<Layer> layers, Shape input, List<Piece.Step> steps) {
        Shape shape = input;
        boolean canGrow = false;
        for (Layer layer : layers) {
            if (layer instanceof Chain chain) {
                shape = series(chain.layers(), shape, steps);
                canGrow = false;
                continue;
            }
            Summary.Row row = rows.get(next++);
            boolean grows = canGrow && Words.isElementwise(layer) && row.output().equals(shape);
            if (grows && steps.getLast().piece() instanceof Piece.Card card) {
                List<Box> boxes = new ArrayList<>(card.boxes());
                boxes.add(Words.box(row, outer));
                steps.set(steps.size() - 1, new Piece.Step(new Piece.Card(boxes, width), Words.shape(shape)));
            } else {
                steps.add(new Piece.Step(piece(row, shape), Words.shape(row.output())));
            }
            canGrow = steps.getLast().piece() instanceof Piece.Card;
            shape = row.output();
        }
        return shape;
    }

    private Piece piece(Summary.Row row, Shape input) {
        String around = outer;
        String name = Words.within(row.name(), outer);
        outer = row.layer() instanceof Residual || row.layer() instanceof Parallel ? row.name() : outer;
        Piece piece = piece(row, name, input);
        outer = around;
        return piece;
    }

    private Piece piece(Summary.Row row, String name, Shape input) {
        return switch (row.layer()) {
            case Residual residual -> {
                Piece.Series body = series(List.of(residual.body()), input);
                Layer around = residual.shortcut();
                Piece.Series shortcut = series(around == null ? List.of() : List.of(around), input);
                yield new Piece.Around(new Piece.Frame("Residual", name, "add"), body, shortcut);
            }
            case Parallel parallel -> {
                List<Piece.Series> branches = new ArrayList<>();
                for (Layer branch : parallel.branches()) {
                    branches.add(series(List.of(branch), input));
                }
                yield new Piece.Beside(new Piece.Frame("Parallel", name, "concatenate"), branches);
            }
            default -> {
                // A layer of someone else's may have layers within it, of which only it knows how they are joined.
                while (next < rows.size() && rows.get(next).name().startsWith(row.name() + ".")) {
                    next++;
                }
                yield new Piece.Card(List.of(Words.box(row, outer)), width);
            }
        };
    }
}
