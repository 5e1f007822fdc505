package dev.fovea.tensor;

import static dev.fovea.tensor.GradientCheck.batch;
import static dev.fovea.tensor.GradientCheck.normal;
import static dev.fovea.tensor.Role.PER_SAMPLE;
import static dev.fovea.tensor.Role.SHARED;
import static dev.fovea.tensor.Role.SUMMED;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.fovea.shape.Shape;
import dev.fovea.shape.Window;

import org.junit.jupiter.api.Test;

class RoleTest {
    private final Tensor rows = batch(1, 6, 4);
    private final Tensor images = batch(2, 6, 2, 4, 4);
    private final Tensor weights = normal(3, 4, 4);

    private static void role(Role expected, Tensor tensor) {
        assertEquals(expected, tensor.role(), tensor.toString());
    }

    @Test
    void elementwiseOperationsKeepTheBatchAxisWhereItIs() {
        role(PER_SAMPLE, rows.add(normal(4, 4)));
        role(PER_SAMPLE, rows.subtract(rows.max()));
        role(PER_SAMPLE, normal(4, 4).multiply(rows));
        role(PER_SAMPLE, rows.add(normal(5, 6, 1)));
        role(SHARED, weights.add(1));
        role(SHARED, batch(6, 1, 4).add(normal(7, 6, 4)));
        role(SHARED, batch(6, 6).add(batch(7, 6, 6)));
        role(SHARED, rows.sum(0).add(1));
    }

    @Test
    void reductionsOverTheBatchAxisAreSums() {
        role(SUMMED, rows.sum());
        role(SUMMED, rows.sum(0));
        role(SUMMED, rows.max(0, 1));
        role(PER_SAMPLE, rows.sum(1));
        role(PER_SAMPLE, rows.argMax(1));
        role(SHARED, rows.argMax(0));
        role(SHARED, rows.mean());
        role(SHARED, weights.sum());
    }

    @Test
    void movingTheBatchAxisLosesIt() {
        role(PER_SAMPLE, images.flatten());
        role(PER_SAMPLE, rows.reshape(6, 2, 2));
        role(SHARED, rows.reshape(4, 6));
        role(PER_SAMPLE, images.transpose(0, 2, 3, 1));
        role(SHARED, rows.transpose());
        role(PER_SAMPLE, rows.slice(1, 0, 2));
        role(SHARED, rows.slice(0, 0, 2));
        role(PER_SAMPLE, rows.pad(1, 1, 1));
        role(SHARED, rows.pad(0, 1, 1));
        role(PER_SAMPLE, Tensor.concatenate(1, rows, rows));
        role(SHARED, Tensor.concatenate(0, rows, rows));
        role(PER_SAMPLE, Tensor.scalar(1).broadcastLike(rows));
        role(SHARED, Tensor.scalar(1).broadcastTo(Shape.of(6, 4)));
        role(PER_SAMPLE, batch(6, 6, 1).broadcastLike(rows));
        role(SHARED, batch(6, 1, 4).broadcastLike(rows));
        role(SHARED, batch(6, 4).broadcastLike(rows));
        role(PER_SAMPLE, rows.onesLike());
    }

    @Test
    void matrixProductsKeepOrSumSamples() {
        role(PER_SAMPLE, rows.matmul(weights));
        role(PER_SAMPLE, rows.matmul(weights, normal(4, 4)));
        role(SUMMED, rows.transpose().matmul(rows));
        role(SHARED, rows.matmul(rows.transpose()));
        role(SHARED, weights.matmul(weights));
        role(SHARED, weights.matmul(batch(5, 4, 4)));
        role(SHARED, rows.transpose().matmul(normal(6, 6, 2)));
    }

    @Test
    void layersKeepSamplesAndTheirWeightGradientsAreSums() {
        Window window = Window.of(2, 2);
        Tensor filters = normal(7, 3, 2, 2, 2);
        Tensor y = images.convolution(filters, normal(8, 3));
        role(PER_SAMPLE, y);
        role(PER_SAMPLE, y.maxPool(window));
        role(PER_SAMPLE, Gradients.of(y, images));
        role(SUMMED, Gradients.of(y, filters));
        role(SHARED, normal(9, 6, 2, 4, 4).convolution(filters, null));
        role(SHARED, images.convolution(batch(7, 3, 2, 2, 2), null));
        role(PER_SAMPLE, rows.softmax(1));
        role(SHARED, rows.logSoftmax(0));
        role(PER_SAMPLE, batch(10, 6).oneHot(3));
        role(PER_SAMPLE, rows.crossEntropy(Tensor.samples(Shape.of(6), 0, 1, 2, 3, 0, 1)));
        BatchNormalisation normalised = BatchNormalisation.of(images, normal(11, 2), normal(12, 2), 1e-5f);
        role(PER_SAMPLE, normalised.result());
        role(SHARED, normalised.variance());
        role(SUMMED, normalised.variance().inputs().getFirst());
    }
}
