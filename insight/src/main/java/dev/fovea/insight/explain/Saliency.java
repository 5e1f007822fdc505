package dev.fovea.insight.explain;

import dev.fovea.insight.explain.AttributionMap.Detail;

/// How steeply the class's logit changes with each pixel: `max over channels of |dS_c / dx|` at the image.
///
/// It says to which pixels the logit is *sensitive*, not what they contributed; it has no sign, and where the network
/// is saturated a pixel that decides may have a slope of almost nothing.
///
/// Source: K. Simonyan, A. Vedaldi, A. Zisserman, *Deep Inside Convolutional Networks: Visualising Image Classification
/// Models and Saliency Maps*, 2014, section 3.1.
public record Saliency() implements Attribution {
    @Override
    public AttributionMap map(Question question) {
        float[] slopes = question.slopes(question.input());
        int pixels = question.height() * question.width();
        double[] values = new double[pixels];
        for (int i = 0; i < slopes.length; i++) {
            values[i % pixels] = StrictMath.max(values[i % pixels], StrictMath.abs((double) slopes[i]));
        }
        return new AttributionMap(question.height(), question.width(), values, new Detail.None());
    }

    @Override
    public Kind kind() {
        return Kind.SALIENCY;
    }
}
