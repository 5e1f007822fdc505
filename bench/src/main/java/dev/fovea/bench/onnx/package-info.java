/// Networks as ONNX files, for ONNX Runtime to compute: as an oracle in tests, and as a peer in `bench/run`.
@NullMarked
package dev.fovea.bench.onnx;

import org.jspecify.annotations.NullMarked;
