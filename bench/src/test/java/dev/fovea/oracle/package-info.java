/// Forward values against ONNX Runtime, an engine by others: every layer and every operation that has a counterpart.
@NullMarked
package dev.fovea.oracle;

import org.jspecify.annotations.NullMarked;
