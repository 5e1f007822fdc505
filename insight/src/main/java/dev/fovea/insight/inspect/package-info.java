/// Looking inside a classifier: its parameters and what its layers give for a picture, as figures and as pictures.
///
/// [Snapshots] reads one model or two to be compared, [ParameterFigures] has the figures of a parameter and of each of
/// its filters, [ParameterPictures] and [ActivationPictures] draw, [Inspection] holds what was asked for and
/// [InspectionFiles] writes it.
@NullMarked
package dev.fovea.insight.inspect;

import org.jspecify.annotations.NullMarked;
