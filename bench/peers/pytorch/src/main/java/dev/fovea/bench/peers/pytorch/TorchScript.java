package dev.fovea.bench.peers.pytorch;

import dev.fovea.bench.peers.Translator;
import dev.fovea.nn.Activation;
import dev.fovea.nn.BatchNorm;
import dev.fovea.nn.Conv;
import dev.fovea.nn.Network;
import dev.fovea.shape.Window;

import org.bytedeco.pytorch.IValue;
import org.bytedeco.pytorch.IValueVector;
import org.bytedeco.pytorch.JitModule;
import org.bytedeco.pytorch.QualifiedName;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

import java.util.function.UnaryOperator;

/// A network as a program in TorchScript, frozen and optimised for inference: its values are constants, batch
/// normalisation is folded into convolutions.
final class TorchScript extends Translator<String> {
    private final JitModule module = new JitModule(new QualifiedName("__torch__.Network"));
    private final torch.MemoryFormat layout;
    private final StringBuilder lines = new StringBuilder("def forward(self, x):\n");
    private int names;

    private TorchScript(Network network, torch.MemoryFormat layout) {
        super(network);
        this.layout = layout;
    }

    /// What computes logits.
    static UnaryOperator<Tensor> frozen(Network network, torch.MemoryFormat layout) {
        TorchScript script = new TorchScript(network, layout);
        String output = script.translate().apply("x");
        script.module.define(script.lines + "    return " + output + "\n");
        script.module.eval();
        JitModule optimised = torch.optimize_for_inference(script.module);
        return x -> optimised.forward(new IValueVector(new IValue(x))).toTensor();
    }

    private String line(String call) {
        String name = "t" + ++names;
        lines.append("    ").append(name).append(" = ").append(call).append('\n');
        return name;
    }

    private String value(String layer, String name) {
        String here = layer.replace('.', '_') + "_" + name;
        module.register_parameter(here, TorchLayers.copy(parameter(layer, name), layout), false);
        return "self." + here;
    }

    @Override
    protected UnaryOperator<String> conv(String name, Conv conv) {
        String weight = value(name, "weight");
        String bias = conv.bias() == null ? "None" : value(name, "bias");
        Window window = conv.sliding().window();
        String sizes =
                "[%d, %d], [%d, %d], [1, 1], 1"
                        .formatted(
                                window.strideRows(), window.strideColumns(), window.paddingTop(), window.paddingLeft());
        return x -> line("torch.conv2d(" + String.join(", ", x, weight, bias, sizes) + ")");
    }

    @Override
    protected UnaryOperator<String> dense(String name) {
        String weight = value(name, "weight");
        String bias = value(name, "bias");
        return x -> line("torch.addmm(" + bias + ", " + x + ", torch.t(" + weight + "))");
    }

    @Override
    protected UnaryOperator<String> maxPool(int size) {
        String window = "[%d, %d]".formatted(size, size);
        return x -> line("torch.max_pool2d(" + x + ", " + window + ", " + window + ")");
    }

    @Override
    protected UnaryOperator<String> averagePool(int size) {
        String window = "[%d, %d]".formatted(size, size);
        return x -> line("torch.avg_pool2d(" + x + ", " + window + ", " + window + ")");
    }

    @Override
    protected UnaryOperator<String> globalAveragePool() {
        return x -> line("torch.flatten(torch.adaptive_avg_pool2d(" + x + ", [1, 1]), 1)");
    }

    @Override
    protected UnaryOperator<String> flatten() {
        return x -> line("torch.flatten(" + x + ", 1)");
    }

    @Override
    protected UnaryOperator<String> batchNorm(String name, BatchNorm norm) {
        String values =
                String.join(
                        ", ", value(name, "gamma"), value(name, "beta"), value(name, "mean"), value(name, "variance"));
        return x -> line("torch.batch_norm(" + x + ", " + values + ", False, 0.1, " + norm.epsilon() + ", False)");
    }

    @Override
    protected UnaryOperator<String> activation(Activation.Function function) {
        return switch (function) {
            case RELU -> x -> line("torch.relu(" + x + ")");
            case TANH -> x -> line("torch.tanh(" + x + ")");
            default -> throw new IllegalArgumentException("no work has the activation " + function);
        };
    }

    @Override
    protected String add(String body, String around) {
        return line("torch.add(" + body + ", " + around + ")");
    }
}
