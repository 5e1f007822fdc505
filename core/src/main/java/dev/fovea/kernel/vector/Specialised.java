package dev.fovea.kernel.vector;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/// Loads a kernel class anew for each vector width and geometry, as a hidden class whose `static final` fields come
/// from class data.
///
/// The compiler then sees every stride and bound as a constant. One convolution source with its geometry in instance
/// fields ran at a third of the speed of the same source loaded per geometry.
final class Specialised {
    private static final MethodHandles.Lookup LOOKUP = MethodHandles.lookup();

    private Specialised() {}

    /// A fresh copy of `template`, a class of this package with a constructor without arguments, whose static
    /// initialiser reads `constants` by [MethodHandles#classData].
    static <T> T load(Class<T> kernel, Class<? extends T> template, Object constants) {
        String file = template.getName().substring(template.getPackageName().length() + 1) + ".class";
        try (InputStream in = template.getResourceAsStream(file)) {
            if (in == null) {
                throw new IllegalStateException(
                        "loading kernel "
                                + template.getName()
                                + ": its class file "
                                + file
                                + " cannot be read as a resource; expected it beside the class");
            }
            MethodHandles.Lookup hidden = LOOKUP.defineHiddenClassWithClassData(in.readAllBytes(), constants, true);
            Object made =
                    hidden.findConstructor(hidden.lookupClass(), MethodType.methodType(void.class))
                            .asType(MethodType.methodType(Object.class))
                            .invokeExact();
            return kernel.cast(made);
        } catch (IOException e) {
            throw new UncheckedIOException("loading kernel " + template.getName(), e);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("loading kernel " + template.getName(), e);
        }
    }

    /// The class data of a kernel class: for use in the static initialiser of a template.
    static <T> T constants(MethodHandles.Lookup caller, Class<T> type) {
        try {
            T data = MethodHandles.classData(caller, "_", type);
            if (data == null) {
                throw new IllegalStateException(caller.lookupClass() + " was loaded without its constants");
            }
            return data;
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }
}
