/// A run on one page: [Report][dev.fovea.insight.report.Report] writes `report.html`.
@NullMarked
package dev.fovea.insight.report;

import org.jspecify.annotations.NullMarked;
