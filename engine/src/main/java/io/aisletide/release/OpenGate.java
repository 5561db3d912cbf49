package io.aisletide.release;

import io.aisletide.release.routing.Mix;
import io.aisletide.release.spec.GateSpec;
import io.aisletide.release.spec.Step;
import io.aisletide.state.StateReader;
import io.aisletide.state.StateWriter;
import java.util.List;
import java.util.TreeSet;

/** A gate that waits for answers: what it asked, since when, and who has approved. */
final class OpenGate {
    final GateSpec spec;
    final GateBinding binding;
    final long askedTick;
    private final TreeSet<String> approvers = new TreeSet<>();

    OpenGate(GateSpec spec, GateBinding binding, long askedTick) {
        this.spec = spec;
        this.binding = binding;
        this.askedTick = askedTick;
    }

    /** @return false if the person has approved before: an approval is good once */
    boolean approve(String person) {
        return approvers.add(person);
    }

    boolean isApproved() {
        return approvers.size() >= spec.approvals();
    }

    int approvals() {
        return approvers.size();
    }

    boolean isOver(long tick) {
        return tick - askedTick >= spec.timeoutTicks();
    }

    long hash(long hash) {
        long h = Mix.mix(Mix.mix(Mix.of(hash, spec.name()) ^ askedTick) ^ binding.evidence());
        for (String person : approvers) {
            h = Mix.of(h, person);
        }
        return h;
    }

    void save(StateWriter to) {
        binding.save(to);
        to.putLong(askedTick).putInt(approvers.size());
        approvers.forEach(to::putText);
    }

    /** @param steps of the release */
    static OpenGate restored(List<Step> steps, StateReader from) {
        GateBinding binding = GateBinding.restored(from);
        GateSpec spec = ((Step.Gate) steps.get(binding.step())).gate();
        OpenGate gate = new OpenGate(spec, binding, from.getLong());
        int count = from.getCount(1);
        for (int i = 0; i < count; i++) {
            gate.approvers.add(from.getText());
        }
        return gate;
    }
}
