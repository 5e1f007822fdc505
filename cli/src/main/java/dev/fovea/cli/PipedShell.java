package dev.fovea.cli;

import jdk.jshell.Diag;
import jdk.jshell.EvalException;
import jdk.jshell.JShell;
import jdk.jshell.JShellException;
import jdk.jshell.Snippet;
import jdk.jshell.SnippetEvent;
import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.VarSnippet;

import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.util.Locale;

/// Reads what would be typed into the shell from a pipe or a file, and answers as the shell does: no prompt, no echo.
final class PipedShell implements AutoCloseable {
    private final PrintStream out;
    private final JShell java;

    PipedShell(PrintStream out, String startup) {
        this.out = out;
        java =
                JShell.builder()
                        .executionEngine(ShellExecution.NAME)
                        .in(new ByteArrayInputStream(new byte[0]))
                        .out(out)
                        .err(out)
                        .build();
        java.addToClasspath(System.getProperty("java.class.path"));
        String rest = startup;
        while (!rest.isBlank()) {
            SourceCodeAnalysis.CompletionInfo next = java.sourceCodeAnalysis().analyzeCompletion(rest);
            java.eval(next.source());
            rest = next.remaining();
        }
    }

    /// Answers line after line.
    ///
    /// @return the exit code: that of `/exit`, else 0
    int read(BufferedReader lines) throws IOException {
        String open = "";
        String line;
        while ((line = lines.readLine()) != null) {
            if (open.isBlank() && line.startsWith("/exit")) {
                String code = line.substring("/exit".length()).strip();
                return code.isEmpty() ? 0 : Integer.parseInt(code);
            }
            if (open.isBlank() && line.startsWith("/") && !line.startsWith("//") && !line.startsWith("/*")) {
                out.println(
                        "|  " + line.strip() + ": of the shell's commands only /exit is there when it reads a pipe");
                continue;
            }
            open = answered(open + line + "\n");
        }
        if (!open.isBlank()) {
            answer(open);
        }
        return 0;
    }

    /// Answers what is complete and gives back the rest.
    private String answered(String text) {
        String rest = text;
        while (!rest.isBlank()) {
            SourceCodeAnalysis.CompletionInfo next = java.sourceCodeAnalysis().analyzeCompletion(rest);
            if (!next.completeness().isComplete()) {
                return next.completeness() == SourceCodeAnalysis.Completeness.EMPTY ? "" : rest;
            }
            answer(next.source());
            rest = next.remaining();
        }
        return "";
    }

    private void answer(String source) {
        for (SnippetEvent event : java.eval(source)) {
            if (event.causeSnippet() != null) {
                continue;
            }
            Snippet snippet = event.snippet();
            java.diagnostics(snippet)
                    .filter(Diag::isError)
                    .forEach(error -> say("Error: " + error.getMessage(Locale.ROOT)));
            JShellException failure = event.exception();
            if (failure instanceof EvalException thrown) {
                say("Exception " + thrown.getExceptionClassName() + ": " + thrown.getMessage());
            } else if (failure != null) {
                say("Exception " + failure.getMessage());
            } else if (snippet instanceof VarSnippet variable && event.value() != null && !isOnlyDeclared(variable)) {
                out.println(variable.name() + " ==> " + event.value());
            } else if (snippet.kind() == Snippet.Kind.EXPRESSION && event.value() != null && !event.value().isEmpty()) {
                out.println(event.value());
            }
        }
    }

    private static boolean isOnlyDeclared(VarSnippet variable) {
        return variable.subKind() == Snippet.SubKind.VAR_DECLARATION_SUBKIND;
    }

    private void say(String text) {
        text.lines().forEach(line -> out.println("|  " + line));
    }

    @Override
    public void close() {
        java.close();
    }
}
