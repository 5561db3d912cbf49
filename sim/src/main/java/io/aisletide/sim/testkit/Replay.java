package io.aisletide.sim.testkit;

import io.aisletide.command.Command;
import io.aisletide.sim.scenario.Scenario;
import io.aisletide.sim.scenario.ScriptedCommand;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Turns what was done to a floor into the script of a scenario. */
final class Replay {
    private Replay() {}

    /** The scenario with the commands that were carried out as its script, up to a tick. */
    static Scenario of(Scenario scenario, List<FloorLog.Done> commands, long tick) {
        int duration = (int) Math.max(1, tick);
        List<ScriptedCommand> script = new ArrayList<>();
        Map<Long, Long> newIds = new HashMap<>();
        for (FloorLog.Done done : commands) {
            // What came after the last tick has no tick that obeys it.
            if (done.receipt().tick() < duration) {
                long id = script.size() + 1L;
                newIds.put(done.receipt().commandId(), id);
                script.add(ScriptedCommand.of(id, (int) done.receipt().tick(), renumbered(done.command(), newIds)));
            }
        }
        Scenario.Clock clock = new Scenario.Clock(scenario.clock().tickNanos(), 0, duration);
        return new Scenario(
                scenario.name(),
                scenario.description(),
                scenario.seed(),
                clock,
                scenario.floor(),
                scenario.zones(),
                scenario.fleet(),
                scenario.demand(),
                scenario.delivery(),
                script,
                List.of(),
                scenario.source());
    }

    private static Command renumbered(Command command, Map<Long, Long> newIds) {
        return command instanceof Command.Undo undo
                ? new Command.Undo(newIds.getOrDefault(undo.commandId(), 0L))
                : command;
    }
}
