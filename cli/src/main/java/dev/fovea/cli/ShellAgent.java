package dev.fovea.cli;

import dev.fovea.tensor.Parameter;
import dev.fovea.tensor.Tensor;

import jdk.jshell.execution.RemoteExecutionControl;
import jdk.jshell.execution.Util;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.InetAddress;
import java.net.Socket;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/// The other end of `fovea shell`: the Java that runs what is typed. It answers with the values of tensors, where
/// Java's own shell would show that they are not yet computed.
///
/// What it shows it computes beside the tensor: that one still knows what it was recorded from, so that it can be
/// differentiated in the next line.
public final class ShellAgent extends RemoteExecutionControl {
    private ShellAgent() {}

    /// Connects to the shell that started this process.
    ///
    /// @param arguments the port
    /// @throws IOException if nobody listens there
    public static void main(String[] arguments) throws IOException {
        // The socket lasts as long as the process.
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), Integer.parseInt(arguments[0]));
        Map<String, Consumer<OutputStream>> outputs = new LinkedHashMap<>();
        outputs.put("out", stream -> System.setOut(new PrintStream(stream, true, System.out.charset())));
        outputs.put("err", stream -> System.setErr(new PrintStream(stream, true, System.err.charset())));
        Map<String, Consumer<InputStream>> inputs = Map.of("in", System::setIn);
        Util.forwardExecutionControlAndIO(
                new ShellAgent(), socket.getInputStream(), socket.getOutputStream(), outputs, inputs);
    }

    @Override
    protected String invoke(Method snippet) throws IllegalAccessException, InvocationTargetException {
        @Nullable Object value = snippet.invoke(null);
        return isShown(value) ? shown(value) : valueString(value);
    }

    // Java's shell stops what runs where it finds this method of this class on the stack.
    @Override
    public String varValue(String className, String variable)
            throws RunException, EngineTerminationException, InternalException {
        return super.varValue(className, variable);
    }

    private static boolean isShown(@Nullable Object value) {
        return value instanceof Tensor
                || value instanceof Parameter
                || (value instanceof List<?> list && !list.isEmpty() && list.stream().allMatch(ShellAgent::isShown));
    }

    static String shown(@Nullable Object value) {
        return switch (value) {
            case Tensor tensor -> shown(tensor);
            case Parameter parameter -> parameter + corner(parameter.tensor());
            case List<?> list -> list.stream().map(ShellAgent::shown).collect(Collectors.joining(",\n", "[", "]"));
            case null, default -> String.valueOf(value);
        };
    }

    private static String shown(Tensor tensor) {
        String text = tensor.toString();
        return text.indexOf('\n') < 0 ? text.replace(", not yet computed", "") + corner(tensor) : text;
    }

    /// The corner of the values, or why there is none, on lines of their own.
    private static String corner(Tensor tensor) {
        try {
            Tensor beside = tensor.add(0);
            beside.value();
            String text = beside.toString();
            return text.substring(text.indexOf('\n'));
        } catch (RuntimeException failed) {
            return "\nnot to be computed: " + failed.getMessage();
        }
    }
}
