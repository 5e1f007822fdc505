/// Mistakes as files: sheets of images with their probabilities as bars, and a table.
@NullMarked
package dev.fovea.insight.mistakes;

import org.jspecify.annotations.NullMarked;
