/// The predictions made by ONNX Runtime.
@NullMarked
package dev.fovea.bench.peers.onnxruntime;

import org.jspecify.annotations.NullMarked;
