package io.aisletide.sim.scenario;

import io.aisletide.command.Command;

/**
 * A command that the scenario gives at a set time.
 *
 * @param id number under which it is submitted; positions in the file, from 1
 * @param name the id that the file gives it, or its verb and number
 * @param verb as in the file: {@code close}, {@code oneWay}, ...
 * @param atTick the first tick that shall obey it
 * @param command with expiry, and wrapped in {@link Command.Preview} if it is one
 */
public record ScriptedCommand(long id, String name, String verb, int atTick, Command command) {}
