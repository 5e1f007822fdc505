package dev.fovea.insight.explain;

import dev.fovea.insight.explain.AttributionMap.Detail;
import dev.fovea.nn.Activation;
import dev.fovea.nn.BatchNorm;
import dev.fovea.nn.Conv;
import dev.fovea.nn.LayerOutput;
import dev.fovea.nn.Network;
import dev.fovea.shape.Shape;
import dev.fovea.shape.Suggestion;
import dev.fovea.tensor.Gradients;
import dev.fovea.tensor.Tensor;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// Where the feature maps that speak for the class are large: `relu(sum over k of a_k A_k)` with `a_k` the mean over
/// rows and columns of `dS_c / dA_k`, for the outputs `A` of one layer (eq. 2 and 1).
///
/// The layer is by default that of the last convolution, with the batch normalisation and the activation that follow
/// it; a convolution within a block counts as the block. The map is as coarse as the layer's output. It is enlarged by
/// linear interpolation between the places in the image that the features look at; half a step outside the outermost it
/// begins to fade, so that it marks nothing far from any feature. It shows only what speaks for the class.
///
/// The weights are means over rows and columns: where dense layers follow that weigh each place by itself, as in LeNet,
/// they are a coarse summary, and the check by deletion often says so.
///
/// Source: R. R. Selvaraju et al., *Grad-CAM: Visual Explanations from Deep Networks via Gradient-based Localization*,
/// ICCV 2017.
///
/// @param layer the name of a layer whose output has rows and columns, or null for the default
public record GradCam(@Nullable String layer) implements Attribution {
    /// The default layer.
    public GradCam() {
        this(null);
    }

    /// Why this method can say nothing of a network.
    ///
    /// @param network the network
    /// @return the reason, or null if it can
    public static @Nullable String unsuited(Network network) {
        List<LayerOutput> outputs = observe(network, new float[network.sampleShape().size()]).outputs();
        boolean convolves = outputs.stream().anyMatch(output -> output.layer() instanceof Conv);
        return convolves ? null : without(outputs);
    }

    private static String without(List<LayerOutput> outputs) {
        return "the network has no convolution, and so no feature maps to weigh; it has "
                + String.join(", ", outputs.stream().map(LayerOutput::name).toList());
    }

    /// The name of the layer whose outputs are taken.
    ///
    /// @param network the network
    /// @return its name in the network
    /// @throws IllegalArgumentException if there is no such layer, or the network has none that would do
    public String layerOf(Network network) {
        return chosen(observe(network, new float[network.sampleShape().size()])).name();
    }

    @Override
    public AttributionMap map(Question question) {
        Network.Observation seen = observe(question.network(), question.input());
        LayerOutput chosen = chosen(seen);
        Tensor features = chosen.output();
        Placement placement = Placement.of(features, question.height(), question.width());
        Tensor slopes = Gradients.of(question.ofTarget(seen.logits()), features);
        question.network().engine().run(features, slopes);
        int height = features.shape().dim(2);
        int width = features.shape().dim(3);
        double[] weights = weights(slopes.value(), height * width);
        double[] coarse = combined(features.value(), weights, height * width);
        double[] values =
                placement.enlarged(coarse, new Placement.Size(height, width), question.height(), question.width());
        return new AttributionMap(
                question.height(),
                question.width(),
                values,
                new Detail.FeatureMaps(chosen.name(), height, width, coarse, weights));
    }

    private static Network.Observation observe(Network network, float[] input) {
        Shape sample = network.sampleShape();
        return network.observe(Tensor.samples(Shape.of(1, sample.dim(0), sample.dim(1), sample.dim(2)), input));
    }

    /// Equation 1.
    private static double[] weights(float[] slopes, int places) {
        double[] weights = new double[slopes.length / places];
        for (int i = 0; i < slopes.length; i++) {
            weights[i / places] += slopes[i];
        }
        for (int i = 0; i < weights.length; i++) {
            weights[i] /= places;
        }
        return weights;
    }

    /// Equation 2.
    private static double[] combined(float[] features, double[] weights, int places) {
        double[] sums = new double[places];
        for (int i = 0; i < features.length; i++) {
            sums[i % places] += weights[i / places] * features[i];
        }
        for (int i = 0; i < places; i++) {
            sums[i] = StrictMath.max(0, sums[i]);
        }
        return sums;
    }

    private LayerOutput chosen(Network.Observation seen) {
        List<LayerOutput> outputs = seen.outputs();
        return layer == null ? last(outputs) : named(outputs, layer);
    }

    private static LayerOutput named(List<LayerOutput> outputs, String name) {
        List<String> suitable = outputs.stream().filter(GradCam::hasRowsAndColumns).map(LayerOutput::name).toList();
        for (LayerOutput output : outputs) {
            if (output.name().equals(name)) {
                if (hasRowsAndColumns(output)) {
                    return output;
                }
                throw new IllegalArgumentException(
                        "explaining by grad-cam at the layer \""
                                + name
                                + "\": its output is "
                                + output.output().shape()
                                + ", without rows and columns; expected one of "
                                + String.join(", ", suitable));
            }
        }
        throw new IllegalArgumentException(
                "explaining by grad-cam at the layer \""
                        + name
                        + "\": the network has none of this name"
                        + Suggestion.of(name, suitable)
                        + "; expected one of "
                        + String.join(", ", suitable));
    }

    private static LayerOutput last(List<LayerOutput> outputs) {
        int last = -1;
        for (int i = 0; i < outputs.size(); i++) {
            last = outputs.get(i).layer() instanceof Conv ? i : last;
        }
        if (last < 0) {
            throw new IllegalArgumentException(
                    "explaining by grad-cam: "
                            + without(outputs)
                            + "; take saliency, integrated-gradients or occlusion");
        }
        List<LayerOutput> outer = outputs.stream().filter(output -> !output.name().contains(".")).toList();
        String block = outputs.get(last).name().split("\\.", 2)[0];
        int place = 0;
        while (!outer.get(place).name().equals(block)) {
            place++;
        }
        while (place + 1 < outer.size() && follows(outer.get(place + 1))) {
            place++;
        }
        return hasRowsAndColumns(outer.get(place)) ? outer.get(place) : outputs.get(last);
    }

    private static boolean follows(LayerOutput next) {
        return next.layer() instanceof BatchNorm || next.layer() instanceof Activation;
    }

    private static boolean hasRowsAndColumns(LayerOutput output) {
        return output.output().shape().rank() == 4;
    }

    @Override
    public Kind kind() {
        return Kind.GRAD_CAM;
    }
}
