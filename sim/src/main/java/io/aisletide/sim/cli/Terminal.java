package io.aisletide.sim.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where output goes.
 *
 * @param out results
 * @param err progress and complaints
 * @param interactive whether err is a terminal, on which a line can be written over
 * @param coloured whether err takes colours; never with NO_COLOR set (no-color.org)
 */
public record Terminal(PrintStream out, PrintStream err, boolean interactive, boolean coloured) {
    private static final String RED = "\u001B[31m";
    private static final String YELLOW = "\u001B[33m";
    private static final String PLAIN = "\u001B[0m";

    /** The process's own. */
    static Terminal system() {
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        PrintStream err = new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);
        boolean terminal = isTerminal() && !"dumb".equals(System.getenv("TERM"));
        String noColor = System.getenv("NO_COLOR");
        return new Terminal(out, err, terminal, terminal && (noColor == null || noColor.isEmpty()));
    }

    /** The JVM's own console object has meant different things over its versions; Linux tells where err leads. */
    @SuppressWarnings("SystemConsoleNull") // the best guess where there is no /proc
    private static boolean isTerminal() {
        Path err = Path.of("/proc/self/fd/2");
        try {
            String target = Files.readSymbolicLink(err).toString();
            return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty");
        } catch (IOException | RuntimeException notLinux) {
            return System.console() != null;
        }
    }

    void error(String message) {
        err.println(mark(RED, "error: ") + message);
    }

    void warn(String message) {
        err.println(mark(YELLOW, "warning: ") + message);
    }

    private String mark(String colour, String text) {
        return coloured ? colour + text + PLAIN : text;
    }
}
