/// The library: tensors that record, programs that run them, layers, optimisers, data and training.
///
/// It needs nothing but the JDK. The incubating vector module is optional: without `--add-modules jdk.incubator.vector`
/// the scalar kernels compute the same bits, only slower.
module dev.fovea.core {
    exports dev.fovea.data;
    exports dev.fovea.device;
    exports dev.fovea.device.cpu;
    exports dev.fovea.image;
    exports dev.fovea.kernel;
    exports dev.fovea.model;
    exports dev.fovea.nn;
    exports dev.fovea.optim;
    exports dev.fovea.random;
    exports dev.fovea.shape;
    exports dev.fovea.tensor;
    exports dev.fovea.train;

    uses dev.fovea.tensor.Engine;

    provides dev.fovea.tensor.Engine with
            dev.fovea.device.StandardEngine;

    requires java.desktop;
    requires java.net.http;
    requires jdk.management;
    requires static jdk.incubator.vector;
    requires static org.jspecify;
}
