package io.aisletide.command;

import io.aisletide.grid.Overlay;
import io.aisletide.state.StateImage;
import io.aisletide.state.Stateful;
import io.aisletide.traffic.World;

/**
 * Does to the floor what commands say, between two ticks. What it does depends on the commands, their order and the
 * state of the floor, and on nothing else.
 *
 * <p>Each concern has its class: {@link RuleBook} for rules over cells and their end, {@link Evacuation}, {@link
 * Relocation} for redirect and alarm, {@link FleetCommands} for pausing, adding and removing robots. A command that has
 * a fault changes nothing. Belongs to the engine's thread.
 */
public final class CommandExecutor implements Stateful {
    private final Vocabulary vocabulary;
    private final CommandValidator validator;
    private final CommandHistory history = new CommandHistory();
    private final RuleBook rules;
    private final Evacuation evacuation;
    private final Relocation relocation;
    private final FleetCommands fleet;

    public CommandExecutor(Vocabulary vocabulary, World world) {
        this.vocabulary = vocabulary;
        validator = new CommandValidator(vocabulary);
        rules = new RuleBook(world, history);
        evacuation = new Evacuation(vocabulary.floor(), world);
        relocation = new Relocation(vocabulary.floor(), world);
        fleet = new FleetCommands(vocabulary, world);
    }

    /** Ends rules whose time is over; to be called before each tick. */
    public void expire() {
        rules.expire();
    }

    /** @param outcome overwritten with what happened */
    public void execute(long id, Command command, Outcome outcome) {
        outcome.clear();
        outcome.rejection = validator.faultOf(command);
        if (outcome.rejection == null && rules.isInForce(id)) {
            outcome.reject(Rejection.ID_IN_USE, "command " + id + " is still in force");
        }
        if (outcome.rejection == null) {
            if (command instanceof Command.Preview preview) {
                executeValid(id, preview.command(), true, outcome);
            } else {
                executeValid(id, command, false, outcome);
            }
        }
        if (outcome.rejection != null && !rules.isInForce(id)) {
            history.put(id, CommandHistory.Fate.REFUSED);
        }
    }

    private void executeValid(long id, Command command, boolean dryRun, Outcome outcome) {
        if (command instanceof Command.OnVersions) {
            outcome.reject(Rejection.NOT_POSSIBLE, "this engine was built without versions and releases");
        } else if (command instanceof Command.OnCells rule) {
            executeRule(id, rule, dryRun, outcome);
        } else if (command instanceof Command.Undo undo) {
            if (history.actedOnRobots(undo.commandId())) {
                outcome.reject(Rejection.NOT_POSSIBLE, "command " + undo.commandId() + " "
                        + history.whyNotInForce(undo.commandId()));
                return;
            }
            rules.undo(undo.commandId(), outcome);
            history.put(id, CommandHistory.Fate.ACTED);
        } else {
            executeOnRobots(command, dryRun, outcome);
            history.put(id, dryRun ? CommandHistory.Fate.PREVIEWED : CommandHistory.Fate.ACTED);
        }
    }

    private void executeRule(long id, Command.OnCells command, boolean dryRun, Outcome outcome) {
        ResolvedScope scope = resolve(command.scope());
        Overlay.Rule rule = new Overlay.Rule(id, kindOf(command), scope.area(), scope.loadMask(), parameterOf(command));
        boolean evacuate = command instanceof Command.Evacuate;
        if (evacuate && !evacuation.hasPlaceOutside(scope)) {
            outcome.reject(Rejection.NO_PLACE, "there is no open cell outside the area to send its robots to");
            return;
        }
        boolean laid = dryRun
                ? rules.beginLook(rule, outcome)
                : rules.lay(rule, command.expiresAfterTicks(), outcome);
        if (!laid) {
            outcome.reject(Rejection.TOO_MANY_RULES, Overlay.MAX_RULES + " rules are in force: undo one first");
            return;
        }
        if (evacuate) {
            evacuation.run(scope, dryRun, outcome);
        }
        if (dryRun) {
            rules.endLook(rule);
            history.put(id, CommandHistory.Fate.PREVIEWED);
        }
    }

    private void executeOnRobots(Command command, boolean dryRun, Outcome outcome) {
        ResolvedScope scope = resolve(command.scope());
        if (command instanceof Command.Redirect redirect) {
            relocation.redirect(scope, resolve(redirect.target()), dryRun, outcome);
        } else if (command instanceof Command.Alarm alarm) {
            relocation.alarm(scope, resolve(alarm.refuge()), dryRun, outcome);
        } else if (command instanceof Command.Pause) {
            fleet.pause(scope, dryRun, outcome);
        } else if (command instanceof Command.Resume) {
            fleet.resume(scope, dryRun, outcome);
        } else if (command instanceof Command.AddRobots add) {
            fleet.add(add, scope, dryRun, outcome);
        } else if (command instanceof Command.RemoveRobots remove) {
            fleet.remove(remove, scope, dryRun, outcome);
        } else {
            throw new IllegalStateException("no one executes " + command);
        }
    }

    private ResolvedScope resolve(Scope scope) {
        return ResolvedScope.of(scope, vocabulary);
    }

    private static Overlay.Kind kindOf(Command.OnCells command) {
        if (command instanceof Command.Open) {
            return Overlay.Kind.OPEN;
        }
        if (command instanceof Command.OneWay) {
            return Overlay.Kind.ONE_WAY;
        }
        if (command instanceof Command.Slow) {
            return Overlay.Kind.SLOW;
        }
        if (command instanceof Command.Avoid) {
            return Overlay.Kind.AVOID;
        }
        if (command instanceof Command.Prefer) {
            return Overlay.Kind.PREFER;
        }
        return Overlay.Kind.CLOSE;
    }

    private static int parameterOf(Command.OnCells command) {
        if (command instanceof Command.OneWay oneWay) {
            return oneWay.direction().ordinal();
        }
        if (command instanceof Command.Slow slow) {
            return slow.ticksPerCell();
        }
        return command instanceof Command.Avoid avoid ? avoid.extraCells() : 0;
    }

    @Override
    public void save(StateImage to) {
        rules.save(to);
        history.save(to);
    }

    @Override
    public void restore(StateImage from) {
        rules.restore(from);
        history.restore(from);
    }
}
