package dev.fovea.insight.graph;

import dev.fovea.nn.Activation;
import dev.fovea.nn.AveragePool;
import dev.fovea.nn.BatchNorm;
import dev.fovea.nn.Conv;
import dev.fovea.nn.Dense;
import dev.fovea.nn.Dropout;
import dev.fovea.nn.Flatten;
import dev.fovea.nn.GlobalAveragePool;
import dev.fovea.nn.Layer;
import dev.fovea.nn.MaxPool;
import dev.fovea.nn.Sliding;
import dev.fovea.nn.Softmax;
import dev.fovea.nn.Summary;
import dev.fovea.shape.Shape;
import dev.fovea.shape.Window;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// What a box says of its layer.
final class Words {
    private Words() {}

    /// @param outer the name of the frame around the box; empty at the top
    static Box box(Summary.Row row, String outer) {
        List<String> details = new ArrayList<>(details(row.layer()));
        if (row.parameters() > 0) {
            details.add(count(row.parameters(), "parameter"));
        }
        return Box.of(kind(row.layer()), title(row.layer()), within(row.name(), outer), details);
    }

    /// A name as it is said within a frame: `conv1` for `residual1.conv1`.
    static String within(String name, String outer) {
        return name.startsWith(outer + ".") ? name.substring(outer.length() + 1) : name;
    }

    /// Whether a layer works on each element for itself, so that it can be drawn with the one before.
    static boolean isElementwise(Layer layer) {
        return layer instanceof Activation
                || layer instanceof BatchNorm
                || layer instanceof Dropout
                || layer instanceof Softmax;
    }

    private static String kind(Layer layer) {
        return switch (layer) {
            case Conv _ -> "convolution";
            case BatchNorm _ -> "normalisation";
            case Activation _ -> "activation";
            case MaxPool _, AveragePool _, GlobalAveragePool _ -> "pooling";
            case Dense _ -> "dense";
            case Dropout _ -> "dropout";
            case Softmax _ -> "softmax";
            case Flatten _ -> "flatten";
            default -> "other";
        };
    }

    private static String title(Layer layer) {
        return switch (layer) {
            case Conv _ -> "Convolution";
            case BatchNorm _ -> "Batch normalisation";
            case Activation activation ->
                    switch (activation.function()) {
                        case RELU -> "Activation ReLU";
                        case LEAKY_RELU -> "Activation leaky ReLU";
                        case TANH -> "Activation tanh";
                        case SIGMOID -> "Activation sigmoid";
                    };
            case MaxPool _ -> "Max pooling";
            case AveragePool _ -> "Average pooling";
            case GlobalAveragePool _ -> "Global average pooling";
            case Dense _ -> "Dense";
            case Dropout dropout -> "Dropout " + plain(dropout.rate() * 100) + " %";
            case Softmax _ -> "Softmax";
            case Flatten _ -> "Flatten";
            default -> layer.toString();
        };
    }

    private static List<String> details(Layer layer) {
        return switch (layer) {
            case Conv conv -> {
                List<String> details = new ArrayList<>();
                details.add(count(conv.filters(), "filter") + " of " + kernel(conv.sliding().window()));
                details.addAll(sliding(conv.sliding()));
                if (conv.groups() > 1) {
                    details.add(conv.groups() + " groups");
                }
                if (conv.bias() == null) {
                    details.add("no bias");
                }
                yield details;
            }
            case MaxPool pool -> pooling(pool.sliding());
            case AveragePool pool -> pooling(pool.sliding());
            case Dense dense ->
                    dense.bias() == null
                            ? List.of(count(dense.units(), "unit"), "no bias")
                            : List.of(count(dense.units(), "unit"));
            case Dropout _ -> List.of("in training only");
            case Activation activation when activation.function() == Activation.Function.LEAKY_RELU ->
                    List.of("slope " + plain(activation.slope()) + " below 0");
            default -> List.of();
        };
    }

    private static List<String> pooling(Sliding sliding) {
        List<String> details = new ArrayList<>();
        details.add("windows of " + kernel(sliding.window()));
        details.addAll(sliding(sliding));
        return details;
    }

    private static List<String> sliding(Sliding sliding) {
        Window window = sliding.window();
        List<String> details = new ArrayList<>();
        details.add("stride " + pair(window.strideRows(), window.strideColumns()));
        details.add(sliding.same() ? "padding same" : "padding " + padding(window));
        if (window.dilationRows() > 1 || window.dilationColumns() > 1) {
            details.add("dilation " + pair(window.dilationRows(), window.dilationColumns()));
        }
        return details;
    }

    private static String padding(Window window) {
        boolean isEven = window.paddingTop() == window.paddingBottom() && window.paddingLeft() == window.paddingRight();
        return isEven
                ? pair(window.paddingTop(), window.paddingLeft())
                : window.paddingTop()
                        + ", "
                        + window.paddingLeft()
                        + ", "
                        + window.paddingBottom()
                        + ", "
                        + window.paddingRight();
    }

    private static String kernel(Window window) {
        return window.kernelRows() + "×" + window.kernelColumns();
    }

    private static String pair(int rows, int columns) {
        return rows == columns ? String.valueOf(rows) : rows + "×" + columns;
    }

    static String count(long number, String what) {
        return String.format(Locale.ROOT, "%,d", number) + " " + what + (number == 1 ? "" : "s");
    }

    private static String plain(double value) {
        double rounded = StrictMath.rint(value * 1e6) / 1e6;
        return rounded == StrictMath.rint(rounded) ? String.valueOf((long) rounded) : String.valueOf(rounded);
    }

    /// A shape as it stands at an arrow: `20×24×24`.
    static String shape(Shape shape) {
        return shape.rank() == 0
                ? "1"
                : Arrays.stream(shape.toArray()).mapToObj(String::valueOf).collect(Collectors.joining("×"));
    }
}
