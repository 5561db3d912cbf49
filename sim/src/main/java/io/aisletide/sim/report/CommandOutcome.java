package io.aisletide.sim.report;

import io.aisletide.engine.Receipt;
import io.aisletide.sim.scenario.ScriptedCommand;

/**
 * A command of the script and what became of it.
 *
 * @param command as the scenario gives it
 * @param receipt the engine's answer
 * @param recoveredTicks ticks until the floor was back at its pace (see {@link Recovery}), or {@link Recovery#NOT_YET}
 */
public record CommandOutcome(ScriptedCommand command, Receipt receipt, int recoveredTicks) {
    public boolean applied() {
        return receipt.status() == Receipt.Status.APPLIED;
    }
}
