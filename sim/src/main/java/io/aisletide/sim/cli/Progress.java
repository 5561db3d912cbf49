package io.aisletide.sim.cli;

import io.aisletide.sim.report.Json;
import io.aisletide.sim.report.ProcessFacts;
import io.aisletide.sim.report.ResultTable;
import io.aisletide.sim.report.RunRecorder;
import io.aisletide.sim.run.FleetRun;
import io.aisletide.sim.scenario.Scenario;
import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Says how far a run is, from a thread of its own, so that the run never waits for a slow terminal. Looks at what the
 * recorder publishes and at nothing else.
 */
final class Progress implements AutoCloseable {
    /** How to say it. */
    enum Style {
        /** In place on a terminal, else plain. */
        auto,
        /** A line every ten seconds. */
        plain,
        /** A JSON object a line, every second. */
        json,
        none
    }

    private static final long IN_PLACE_MILLIS = 250;
    private static final long JSON_MILLIS = 1_000;
    private static final long PLAIN_MILLIS = 10_000;
    private static final String CLEAR_LINE = "\r\u001B[K";
    /** A line too long for the terminal is cut off at its edge: wrapped, it could not be written over. */
    private static final String NO_WRAP = "\u001B[?7l";

    private static final String WRAP = "\u001B[?7h";

    private final PrintStream err;
    private final FleetRun run;
    private final Scenario scenario;
    private final boolean inPlace;
    private final boolean json;
    private final Thread thread;
    private final long startNanos = System.nanoTime();
    private long lastNanos = startNanos;
    private RunRecorder.Live last = new RunRecorder.Live(0, 0, 0, 0, 0);
    private volatile boolean closed;

    private Progress(Terminal terminal, FleetRun run, Scenario scenario, Style style) {
        this.err = terminal.err();
        this.run = run;
        this.scenario = scenario;
        json = style == Style.json;
        inPlace = style == Style.auto && terminal.interactive();
        thread = new Thread(this::loop, "aisletide-progress");
        thread.setDaemon(true);
    }

    /** Begins to report; close it before printing results. */
    static Progress start(Terminal terminal, FleetRun run, Scenario scenario, Style style) {
        Progress progress = new Progress(terminal, run, scenario, style);
        if (style != Style.none) {
            progress.thread.start();
        }
        return progress;
    }

    private void loop() {
        long pause = inPlace ? IN_PLACE_MILLIS : json ? JSON_MILLIS : PLAIN_MILLIS;
        synchronized (this) {
            while (!closed) {
                try {
                    wait(pause);
                } catch (InterruptedException interrupted) {
                    return;
                }
                if (!closed) {
                    report();
                }
            }
        }
    }

    private void report() {
        RunRecorder.Live now = run.recorder().live();
        long nowNanos = System.nanoTime();
        double seconds = (nowNanos - lastNanos) / 1e9;
        long ticks = now.ticks() - last.ticks();
        double ticksPerSecond = ticks / seconds;
        double wall = (nowNanos - startNanos) / 1e9;
        int duration = scenario.clock().durationTicks();
        double share = (double) now.ticks() / duration;
        double eta = now.ticks() == 0 ? Double.NaN : wall / now.ticks() * (duration - now.ticks());
        double tickSeconds = scenario.clock().tickSeconds();
        long driving = now.driving() - last.driving();
        double waiting = driving == 0 ? 0 : (double) (now.waits() - last.waits()) / driving;
        double goalsPerTick = ticks == 0 ? 0 : (double) (now.goals() - last.goals()) / ticks;
        if (json) {
            Map<String, Object> map = new LinkedHashMap<>();
            map.put("tick", now.ticks());
            map.put("ticks", duration);
            map.put("wallSeconds", wall);
            map.put("etaSeconds", eta);
            map.put("simulatedSeconds", now.ticks() * tickSeconds);
            map.put("ticksPerSecond", ticksPerSecond);
            map.put("robotUpdatesPerSecond", ticksPerSecond * now.robots());
            map.put("realTimeFactor", ticksPerSecond * tickSeconds);
            map.put("goalsPerTick", goalsPerTick);
            map.put("waitingRatio", waiting);
            map.put("violations", run.violations());
            map.put("release", run.story().newest());
            map.put("heapBytes", ProcessFacts.heapBytes());
            err.println(Json.line(map));
        } else {
            String line = String.format(
                    Locale.ROOT,
                    "%3.0f %% | wall %s, to go %s | simulated %s | %.1f ticks/s, %.1f M robots/s, %.1f x real time | "
                            + "%.0f goals/tick, %.0f %% waiting | %d violations | heap %d MB",
                    share * 100,
                    ResultTable.duration(wall),
                    ResultTable.duration(eta),
                    ResultTable.duration(now.ticks() * tickSeconds),
                    ticksPerSecond,
                    ticksPerSecond * now.robots() / 1e6,
                    ticksPerSecond * tickSeconds,
                    goalsPerTick,
                    waiting * 100,
                    run.violations(),
                    ProcessFacts.heapBytes() >> 20);
            String release = run.story().newest();
            line = release.isEmpty() ? line : line + " | " + release;
            if (inPlace) {
                err.print(CLEAR_LINE + NO_WRAP + line + WRAP);
                err.flush();
            } else {
                err.println(line);
            }
        }
        last = now;
        lastNanos = nowNanos;
    }

    @Override
    public void close() {
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
            notifyAll();
        }
        if (inPlace) {
            err.print(CLEAR_LINE);
            err.flush();
        }
    }
}
