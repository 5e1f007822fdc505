/// What ARCHITECTURE.md promises and a machine can check.
package dev.fovea.architecture;
