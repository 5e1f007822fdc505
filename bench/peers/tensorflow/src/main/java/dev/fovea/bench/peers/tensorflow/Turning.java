package dev.fovea.bench.peers.tensorflow;

/// Turns arrays whose last axes are images from channels first to channels last.
final class Turning {
    private Turning() {}

    /// Weights of a convolution: `[out, in, taps]` to `[taps, in, out]`.
    static float[] filters(float[] weights, int outs, int ins, int taps) {
        float[] turned = new float[weights.length];
        for (int out = 0; out < outs; out++) {
            for (int in = 0; in < ins; in++) {
                for (int tap = 0; tap < taps; tap++) {
                    turned[(tap * ins + in) * outs + out] = weights[(out * ins + in) * taps + tap];
                }
            }
        }
        return turned;
    }

    /// Weights of a dense layer: `[out, in]` to `[in, out]`, the inputs in the order of flattened images of channels
    /// last.
    ///
    /// @param flattened the channels of these; 0 if the inputs were no images
    static float[] rows(float[] weights, int outs, int ins, int flattened) {
        int channels = flattened == 0 ? ins : flattened;
        int places = ins / channels;
        float[] turned = new float[weights.length];
        for (int out = 0; out < outs; out++) {
            for (int channel = 0; channel < channels; channel++) {
                for (int place = 0; place < places; place++) {
                    turned[(place * channels + channel) * outs + out] = weights[out * ins + channel * places + place];
                }
            }
        }
        return turned;
    }

    /// Images: `[count, channels, places]` to `[count, places, channels]`.
    static float[] images(float[] pixels, int count, int channels) {
        if (channels == 1) {
            return pixels;
        }
        int places = pixels.length / count / channels;
        float[] turned = new float[pixels.length];
        for (int image = 0; image < count; image++) {
            for (int channel = 0; channel < channels; channel++) {
                for (int place = 0; place < places; place++) {
                    turned[(image * places + place) * channels + channel] =
                            pixels[(image * channels + channel) * places + place];
                }
            }
        }
        return turned;
    }
}
