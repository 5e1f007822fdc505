/// How good a classifier is: figures from its predictions.
@NullMarked
package dev.fovea.insight.statistics;

import org.jspecify.annotations.NullMarked;
