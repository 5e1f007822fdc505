/// The build's formatter: one style for all sources, written by one command and checked by `mvn verify`.
@NullMarked
package dev.fovea.format;

import org.jspecify.annotations.NullMarked;
