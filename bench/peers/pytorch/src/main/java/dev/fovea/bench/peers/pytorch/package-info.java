/// The work done by PyTorch's C++ library, libtorch, through JavaCPP.
@NullMarked
package dev.fovea.bench.peers.pytorch;

import org.jspecify.annotations.NullMarked;
