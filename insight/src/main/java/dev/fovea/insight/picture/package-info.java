/// Pictures of numbers: heat maps, strips, bars and lines, with their scales and labels, as PNG and as SVG.
///
/// A [Drawing] is a list of marks. [HeatMapGrid], [Matrix], [Strip], [Bars] and [Lines] make drawings; drawings are put
/// together with [Drawing#below] and [Drawing#beside]. Colours come from a [Scale] over a [ColourMap], which is
/// perceptually even. Nothing here asks for fonts or a display, so the same numbers give the same bytes everywhere.
///
/// ```java
/// Scale scale = Scale.symmetric(0.8);
/// Drawing filters = HeatMapGrid.of("conv1", maps).withScale(scale).drawing();
/// ImageFiles.writePng(filters.toImage(), Path.of("conv1.png"));
/// ```
@NullMarked
package dev.fovea.insight.picture;

import org.jspecify.annotations.NullMarked;
