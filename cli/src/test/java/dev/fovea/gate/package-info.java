/// Gates: what the program promises, tried on the packaged release in processes of its own, on real data where there
/// are some. They take minutes and run in `mvn verify`, after packaging.
package dev.fovea.gate;
