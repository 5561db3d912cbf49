package io.aisletide.sim.cli;

import io.aisletide.grid.Area;
import io.aisletide.grid.Floor;
import io.aisletide.sim.interop.LorrDemand;
import io.aisletide.sim.interop.LorrProblem;
import io.aisletide.sim.interop.PlanFormat;
import io.aisletide.sim.interop.PlanRecorder;
import io.aisletide.sim.interop.PlanSelection;
import io.aisletide.sim.run.Site;
import java.io.IOException;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** Options of {@code run} and {@code recover} that record the robots' moves as a League of Robot Runners plan. */
final class PlanOptions {
    private static final Pattern AREA = Pattern.compile("(\\d{1,5}),(\\d{1,5}),(\\d{1,5}),(\\d{1,5})");
    private static final Pattern WINDOW = Pattern.compile("(\\d{1,9})\\.\\.(\\d{1,9})");

    @Option(names = "--plan", paramLabel = "FILE", description = "Write the moves as a League plan (JSON).")
    private @Nullable Path plan;

    @Option(names = "--plan-robots", paramLabel = "N", description = "Only the first N robots.")
    private @Nullable Integer robots;

    @Option(names = "--plan-area", paramLabel = "X,Y,W,H", description = "Only robots that begin in that rectangle.")
    private @Nullable String area;

    @Option(names = "--plan-ticks", paramLabel = "A..B", description = "Only from tick A to tick B.")
    private @Nullable String ticks;

    /** Looks at the options before anything expensive is done. */
    void check(CommandLine command, boolean force) {
        if (plan == null) {
            if (robots != null || area != null || ticks != null) {
                throw new ParameterException(command, "--plan-robots, --plan-area and --plan-ticks need --plan FILE");
            }
            return;
        }
        selection(command, PlanFormat.LORR_2024);
        NewFile.require(plan, force);
    }

    /** @return what records the run, or null if nobody asked */
    @Nullable PlanRecorder recorder(CommandLine command, Site site) {
        if (plan == null) {
            return null;
        }
        LorrDemand league = site.demand() instanceof LorrDemand demand ? demand : null;
        LorrProblem problem = site.problem();
        boolean first = problem != null && problem.rules() == LorrProblem.Rules.ROUND_ROBIN_2023;
        PlanFormat format = first ? PlanFormat.LORR_2023 : PlanFormat.LORR_2024;
        PlanSelection selection = selection(command, format);
        Area.Rectangle within = selection.area();
        Floor floor = site.floor();
        if (within != null && (within.x() + within.width() > floor.width() || within.y() + within.height() > floor.height())) {
            throw new ParameterException(command, "--plan-area " + area + " reaches beyond the floor of " + floor.width() + " x "
                    + floor.height() + " cells");
        }
        return new PlanRecorder(plan, site.floor(), site.scenario().fleet().motion(), selection,
                league == null ? null : league.log());
    }

    /** Writes the plan after a run, and says so if nothing was there to be written. */
    static void finish(@Nullable PlanRecorder recorder, Terminal terminal) throws IOException {
        if (recorder == null) {
            return;
        }
        if (recorder.robots() == 0 || recorder.steps() == 0) {
            terminal.warn("the plan is empty: the run was over before its window began, or no robot stood in --plan-area then");
        }
        recorder.finish();
    }

    private PlanSelection selection(CommandLine command, PlanFormat format) {
        try {
            PlanSelection selection = PlanSelection.everything(format);
            if (robots != null) {
                selection = selection.withMaxRobots(robots);
            }
            if (area != null) {
                Matcher matcher = AREA.matcher(area);
                if (!matcher.matches()) {
                    throw new IllegalArgumentException("--plan-area is X,Y,W,H in cells, not '" + area + "'");
                }
                selection = selection.withArea(new Area.Rectangle(number(matcher, 1), number(matcher, 2),
                        number(matcher, 3), number(matcher, 4)));
            }
            if (ticks != null) {
                Matcher matcher = WINDOW.matcher(ticks);
                if (!matcher.matches()) {
                    throw new IllegalArgumentException("--plan-ticks is A..B, such as 100..200, not '" + ticks + "'");
                }
                selection = selection.withWindow(number(matcher, 1), number(matcher, 2));
            }
            return selection;
        } catch (IllegalArgumentException wrong) {
            throw new ParameterException(command, String.valueOf(wrong.getMessage()), wrong);
        }
    }

    private static int number(Matcher matcher, int group) {
        return Integer.parseInt(matcher.group(group));
    }
}
