/// HTML and SVG as text, where whatever comes from outside is escaped.
@NullMarked
package dev.fovea.insight.markup;

import org.jspecify.annotations.NullMarked;
