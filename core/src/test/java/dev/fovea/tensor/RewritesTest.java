package dev.fovea.tensor;

import static dev.fovea.tensor.GradientCheck.batch;
import static dev.fovea.tensor.GradientCheck.normal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.fovea.kernel.Elementwise;
import dev.fovea.reference.ReferenceEngine;
import dev.fovea.shape.Shape;
import dev.fovea.shape.Window;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.function.UnaryOperator;

class RewritesTest {
    private static final Window TWO = Window.of(2, 2).withStride(2, 2);
    private final Engine engine = new ReferenceEngine();
    private final Tensor x = batch(1, 2, 3, 4, 4).on(engine);

    @Test
    void poolingComesBeforeMonotoneActivations() {
        List<UnaryOperator<Tensor>> monotone =
                List.of(Tensor::relu, Tensor::tanh, Tensor::sigmoid, t -> t.leakyRelu(.2f), t -> t.tanh().relu());
        for (UnaryOperator<Tensor> f : monotone) {
            Tensor pooled = f.apply(x).maxPool(TWO);
            Tensor pool = pooled;
            while (pool.op() instanceof ElementwiseOp) {
                pool = pool.inputs().getFirst();
            }
            assertInstanceOf(PoolingOp.MaxPool.class, pool.op());
            assertSame(x, pool.inputs().getFirst());
            Tensor asked = f.apply(x);
            engine.run(asked);
            assertArrayEquals(asked.maxPool(TWO).value(), pooled.value(), "pooling what was asked for gives the same");
        }
        for (UnaryOperator<Tensor> f :
                List.<UnaryOperator<Tensor>>of(Tensor::square, Tensor::negate, t -> t.leakyRelu(-1))) {
            assertInstanceOf(PoolingOp.MaxPool.class, f.apply(x).maxPool(TWO).op());
        }
        assertInstanceOf(ElementwiseOp.Unary.class, x.tanh().averagePool(TWO).inputs().getFirst().op());
    }

    @Test
    void anActivationThatPoolingPassedByStillHasAGradient() {
        Tensor activation = x.tanh();
        Tensor loss = activation.maxPool(TWO).square().sum();
        List<Tensor> gradients = Gradients.of(loss, List.of(activation, x));
        engine.run(gradients, List.of());
        float[] direct = gradients.get(0).value();
        float[] throughActivation = gradients.get(1).value();
        float[] y = x.tanh().value();
        for (int i = 0; i < y.length; i++) {
            assertEquals(direct[i] * (1 - y[i] * y[i]), throughActivation[i], 1e-6f);
        }
        assertEquals(24, nonZeros(direct), "one pixel of each window");
    }

    private static int nonZeros(float[] values) {
        int count = 0;
        for (float value : values) {
            count += value != 0 ? 1 : 0;
        }
        return count;
    }

    @Test
    void aBiasBeforePoolingIsSummedAfterIt() {
        Tensor bias = normal(2, 3, 1, 1).on(engine);
        Tensor gradient = Gradients.of(x.add(bias).maxPool(TWO).square().sum(), bias);
        assertInstanceOf(ReductionOp.Sum.class, gradient.inputs().getFirst().op());
        Tensor summed = gradient.inputs().getFirst().inputs().getFirst();
        assertEquals(2, summed.shape().dim(2), "the gradient of the pooled image is summed, not that of the whole");
    }

    @Test
    void matrixProductsReadTransposedInputsInPlace() {
        Tensor a = normal(3, 4, 2).on(engine);
        Tensor b = normal(4, 3, 4).on(engine);
        Tensor product = a.transpose().matmul(b.transpose());
        assertEquals(new MatMul(true, true), product.op());
        assertEquals(List.of(a, b), product.inputs());
        assertEquals(new MatMul(false, false), b.matmul(a).op());
        Tensor transposed = a.transpose();
        Tensor gradient = Gradients.of(transposed.matmul(b.transpose()), transposed);
        assertEquals(transposed.shape(), gradient.shape());
        Tensor back = Gradients.of(a.transpose().matmul(b.transpose()), a);
        assertArrayEquals(gradient.transpose().value(), back.value());
    }

    @Test
    void aNumberRepeatedToMeetATensorIsNotRepeated() {
        Tensor zeros = x.zerosLike();
        Tensor relu = x.maximum(zeros);
        assertEquals(List.of(x, zeros.inputs().getFirst()), relu.inputs());
        assertArrayEquals(x.relu().value(), relu.value());
        Tensor upper = Tensor.scalar(3);
        Tensor bound = upper.broadcastLike(x);
        Tensor loss = x.multiply(bound).sum();
        assertArrayEquals(x.value(), Gradients.of(loss, bound).value(), "what was passed by has its gradient");
        assertEquals(x.sum().item(), Gradients.of(loss, upper).item(), 1e-5f);
        assertEquals(List.of(zeros, bound), zeros.add(bound).inputs(), "somebody has to bring the shape");
        Tensor wide = upper.broadcastTo(Shape.of(5, 2, 3, 4, 4));
        assertEquals(List.of(x, wide), x.add(wide).inputs(), "a larger shape is not lost");
    }

    @Test
    void whatChangesNothingIsNotRecorded() {
        assertSame(x, x.reshape(2, 3, 4, 4));
        assertSame(x, x.broadcastLike(x));
        assertSame(x, x.broadcastTo(x.shape()));
        Tensor one = Tensor.scalar(1);
        assertSame(one, one.sum());
        assertEquals(new ElementwiseOp.Unary(Elementwise.Unary.RELU), x.relu().reshape(2, 3, 4, 4).op());
    }
}
