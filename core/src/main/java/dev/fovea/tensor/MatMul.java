package dev.fovea.tensor;

import dev.fovea.shape.Shape;
import dev.fovea.shape.ShapeException;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/// The matrix product `Y = op(A) op(B) + bias`, where `op` transposes if asked to.
///
/// Inputs: `a`, `b` of rank 2 and, optionally, `bias` with one value per column of the result. Each element starts at
/// its bias or +0 and takes one fused multiply-add per term, in ascending order.
///
/// @param transposeA whether the first matrix is transposed
/// @param transposeB whether the second matrix is transposed
public record MatMul(boolean transposeA, boolean transposeB) implements Op {

    @Override
    public Shape shape(List<Shape> inputs) {
        Shape a = inputs.get(0);
        Shape b = inputs.get(1);
        if (a.rank() != 2 || b.rank() != 2) {
            throw new ShapeException(
                    words(),
                    inputs,
                    "expected two matrices"
                            + (a.rank() > 2
                                    ? "; say flatten() to make each sample a row"
                                    : "; for a column, say reshape(-1, 1)"));
        }
        int inner = a.dim(transposeA ? 0 : 1);
        if (inner != b.dim(transposeB ? 1 : 0)) {
            throw new ShapeException(
                    words(),
                    inputs,
                    "expected "
                            + part("columns", "rows", transposeA)
                            + " of the first ("
                            + inner
                            + ") to equal "
                            + part("rows", "columns", transposeB)
                            + " of the second ("
                            + b.dim(transposeB ? 1 : 0)
                            + ")"
                            + hint(inner, b));
        }
        Shape result = Shape.of(a.dim(transposeA ? 1 : 0), b.dim(transposeB ? 0 : 1));
        if (inputs.size() == 3 && !inputs.get(2).equals(Shape.of(result.dim(1)))) {
            throw new ShapeException(
                    words(),
                    inputs,
                    "expected a bias of shape [" + result.dim(1) + "], one value per column of the result");
        }
        return result;
    }

    private static String part(String plain, String transposed, boolean isTransposed) {
        return "the " + (isTransposed ? transposed : plain);
    }

    private String hint(int inner, Shape b) {
        boolean other = b.dim(transposeB ? 0 : 1) == inner;
        return other ? "; say " + (transposeB ? "the second without transpose()" : "transpose() of the second") : "";
    }

    @Override
    public Role role(List<Tensor> inputs, Shape result) {
        boolean samplesA = inputs.get(0).role() == Role.PER_SAMPLE;
        boolean samplesB = inputs.get(1).role() == Role.PER_SAMPLE;
        if (samplesA && samplesB && transposeA && !transposeB) {
            return Role.SUMMED;
        }
        return transposeA ? Role.SHARED : Role.ofRows(inputs, 1);
    }

    /// `d op(A) = D op(B)^T` and `d op(B) = op(A)^T D`, transposed back where `op` transposes; the bias gets the sum of
    /// `D` over the rows.
    @Override
    public List<@Nullable Tensor> gradient(List<Tensor> inputs, Tensor y, Tensor d) {
        Tensor a = inputs.get(0);
        Tensor b = inputs.get(1);
        List<@Nullable Tensor> gradients = new ArrayList<>();
        gradients.add(transposeA ? of(b, d, transposeB, true) : of(d, b, false, !transposeB));
        gradients.add(transposeB ? of(d, a, true, transposeA) : of(a, d, !transposeA, false));
        if (inputs.size() == 3) {
            gradients.add(d.sum(0));
        }
        return gradients;
    }

    private static Tensor of(Tensor a, Tensor b, boolean transposeA, boolean transposeB) {
        return Tensor.apply(new MatMul(transposeA, transposeB), a, b);
    }

    @Override
    public String words() {
        return "matmul";
    }
}
