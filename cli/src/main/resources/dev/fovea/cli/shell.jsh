import java.io.*;
import java.nio.file.*;
import java.util.*;
import dev.fovea.data.*;
import dev.fovea.device.*;
import dev.fovea.image.*;
import dev.fovea.model.*;
import dev.fovea.nn.*;
import dev.fovea.optim.*;
import dev.fovea.random.Purpose;
import dev.fovea.random.Stream;
import dev.fovea.shape.*;
import dev.fovea.tensor.*;
import dev.fovea.train.*;
import static dev.fovea.nn.Layers.*;
Splits mnist() throws IOException { return Datasets.load("mnist"); }
Splits digits() throws IOException { return Datasets.load("digits"); }
Tensor images(Dataset data, int from, int to) {
    int size = data.imageSize().bytes();
    float[] values = new float[(to - from) * size];
    byte[] pixels = new byte[size];
    for (int i = from; i < to; i++) {
        data.copyPixels(i, pixels, 0);
        for (int j = 0; j < size; j++) {
            values[(i - from) * size + j] = (pixels[j] & 0xFF) / 255f;
        }
    }
    return Tensor.samples(Shape.of(to - from, data.channels(), data.height(), data.width()), values);
}
Tensor labels(Dataset data, int from, int to) {
    float[] values = new float[to - from];
    for (int i = from; i < to; i++) {
        values[i - from] = data.label(i);
    }
    return Tensor.samples(Shape.of(to - from), values);
}
