package dev.fovea.kernel;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// A test that holds vector kernels against their scalar twins, bit for bit, at awkward sizes and in every width.
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@interface ParityOf {
    /// The kernel classes, by their simple names.
    String[] value();
}
