package io.aisletide.sim.scenario;

import io.aisletide.command.Command;
import java.util.Locale;

/**
 * A command that the scenario gives at a set time.
 *
 * @param id number under which it is submitted; positions in the file, from 1
 * @param name the id that the file gives it, or its verb and number
 * @param verb as in the file: {@code close}, {@code oneWay}, ...
 * @param atTick the first tick that shall obey it
 * @param command with expiry, and wrapped in {@link Command.Preview} if it is one
 */
public record ScriptedCommand(long id, String name, String verb, int atTick, Command command) {
    /** One that no file has named: it is called by its verb and its id. */
    public static ScriptedCommand of(long id, int atTick, Command command) {
        Command plain = command instanceof Command.Preview preview ? preview.command() : command;
        String type = plain.getClass().getSimpleName();
        String verb = type.substring(0, 1).toLowerCase(Locale.ROOT) + type.substring(1);
        return new ScriptedCommand(id, verb + "-" + id, verb, atTick, command);
    }
}
