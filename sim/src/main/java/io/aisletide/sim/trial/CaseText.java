package io.aisletide.sim.trial;

import io.aisletide.sim.scenario.ScenarioWriter;

/** What there is to say of a seed that failed: what was wrong, the smallest scenario that shows it, and how to run that. */
public final class CaseText {
    private CaseText() {}

    public static String of(Campaign.Found found) {
        Shrinker.Case smallest = found.smallest();
        StringBuilder text = new StringBuilder();
        text.append("seed ").append(found.seed()).append(": ").append(found.failure().kind()).append(": ")
                .append(found.failure().text()).append(" (tick ").append(found.failure().tick()).append(")\n");
        found.failure().setups().forEach(setup -> text.append("  seen with ").append(setup).append('\n'));
        text.append("smallest case: ").append(smallest.trial().events()).append(" events; ")
                .append(smallest.failure().text()).append('\n');
        text.append("cat > case.yaml <<'END'\n").append(ScenarioWriter.write(smallest.trial().scenario())).append("END\n");
        text.append("./aisletide simulate --case case.yaml");
        for (Setup setup : smallest.trial().setups()) {
            text.append(" --setup '").append(setup).append('\'');
        }
        text.append('\n');
        return text.toString();
    }
}
