package dev.fovea.cli;

import jdk.jshell.execution.JdiExecutionControlProvider;
import jdk.jshell.spi.ExecutionControl;
import jdk.jshell.spi.ExecutionControlProvider;
import jdk.jshell.spi.ExecutionEnv;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// How `fovea shell` runs what is typed: in a Java of its own, as Java's shell does, but started with the options of
/// this one, and with a [ShellAgent] that shows tensors.
public final class ShellExecution implements ExecutionControlProvider {
    /// The name by which Java's shell finds it.
    static final String NAME = "fovea";

    /// For the service loader.
    public ShellExecution() {}

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public ExecutionControl generate(ExecutionEnv shell, Map<String, String> parameters) throws IOException {
        JdiExecutionControlProvider java = new JdiExecutionControlProvider();
        Map<String, String> own = java.defaultParameters();
        own.put(JdiExecutionControlProvider.PARAM_REMOTE_AGENT, ShellAgent.class.getName());
        own.putAll(parameters);
        return java.generate(new Environment(shell), own);
    }

    /// The options of this Java, for another one that computes.
    static List<String> options() {
        List<String> options = new ArrayList<>();
        for (String option : ManagementFactory.getRuntimeMXBean().getInputArguments()) {
            // An archive of classes fits the class path of the process that wrote it.
            if (!option.contains("SharedArchive")) {
                options.add(option);
            }
        }
        return options;
    }

    /// The shell's environment, with more options.
    private record Environment(ExecutionEnv shell) implements ExecutionEnv {
        @Override
        public InputStream userIn() {
            return shell.userIn();
        }

        @Override
        public PrintStream userOut() {
            return shell.userOut();
        }

        @Override
        public PrintStream userErr() {
            return shell.userErr();
        }

        @Override
        public List<String> extraRemoteVMOptions() {
            List<String> options = options();
            options.addAll(List.of("-cp", System.getProperty("java.class.path")));
            options.addAll(shell.extraRemoteVMOptions());
            return options;
        }

        @Override
        public void closeDown() {
            shell.closeDown();
        }
    }
}
