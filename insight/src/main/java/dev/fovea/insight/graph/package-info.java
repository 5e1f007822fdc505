/// Networks as drawings: [NetworkGraph#svg][dev.fovea.insight.graph.NetworkGraph#svg].
@NullMarked
package dev.fovea.insight.graph;

import org.jspecify.annotations.NullMarked;
