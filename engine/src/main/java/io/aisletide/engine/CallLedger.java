package io.aisletide.engine;

import io.aisletide.api.Code;
import io.aisletide.release.analysis.Evidence;
import io.aisletide.state.StateImage;
import io.aisletide.state.StateReader;
import io.aisletide.state.StateWriter;
import io.aisletide.state.Stateful;
import io.aisletide.workflow.CallCosts;
import io.aisletide.workflow.CallStatistics;
import io.aisletide.workflow.EndpointDispatcher;
import io.aisletide.workflow.Endpoints;
import io.aisletide.workflow.VersionId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Takes over what the dispatchers have counted: for the controller as the evidence of a tick, for reports as sums since the
 * start. Engine's thread.
 */
final class CallLedger implements Stateful {
    private static final String SECTION = "calls";

    /** Fault codes by their number in the evidence. */
    static final List<Code> FAULTS =
            Arrays.stream(Code.values()).filter(Code::isFault).toList();

    private final Endpoints endpoints;
    private final Evidence evidence;
    private final List<Map<VersionId, Sums>> sums = new ArrayList<>();

    private static final class Sums {
        long calls;
        long faults;
        long refusals;
        long slow;
    }

    /** @param lateAfterTicks see {@link Evidence} */
    CallLedger(Endpoints endpoints, int[] lateAfterTicks) {
        this.endpoints = endpoints;
        evidence = new Evidence(Delivery.ASKED.size(), endpoints.zones().count(), FAULTS.size(), lateAfterTicks);
        Delivery.ASKED.forEach(endpoint -> sums.add(new LinkedHashMap<>()));
    }

    /** All that was counted since the last time. Good until the next call. */
    Evidence take() {
        evidence.clear();
        for (int endpoint = 0; endpoint < Delivery.ASKED.size(); endpoint++) {
            EndpointDispatcher dispatcher = endpoints.of(Delivery.ASKED.get(endpoint));
            CallStatistics statistics = dispatcher.statistics();
            if (!statistics.isEmpty()) {
                for (int slot = 0; slot < statistics.slots(); slot++) {
                    take(endpoint, slot, statistics, dispatcher);
                }
                statistics.clear();
            }
        }
        return evidence;
    }

    private void take(int endpoint, int slot, CallStatistics statistics, EndpointDispatcher dispatcher) {
        if (statistics.calls(slot) == 0) {
            return;
        }
        Sums total = new Sums();
        for (int zone = 0; zone < statistics.zones(); zone++) {
            long calls = statistics.calls(slot, zone);
            if (calls == 0) {
                continue;
            }
            long refusals = statistics.refusals(slot, zone);
            long slow = statistics.slow(slot, zone);
            evidence.add(endpoint, slot, zone, (int) calls, (int) refusals, (int) slow);
            total.calls += calls;
            total.refusals += refusals;
            total.slow += slow;
            long faults = statistics.faults(slot, zone);
            total.faults += faults;
            for (int code = 0; code < FAULTS.size() && faults > 0; code++) {
                long ended = statistics.ended(slot, zone, FAULTS.get(code));
                if (ended > 0) {
                    evidence.addFaults(endpoint, slot, zone, code, (int) ended);
                    if (FAULTS.get(code) == Code.INVALID_ANSWER) {
                        evidence.addInvalid(endpoint, slot, zone, (int) ended);
                    }
                }
            }
        }
        var info = dispatcher.version(slot);
        if (info != null) {
            Sums sum = sums.get(endpoint).computeIfAbsent(info.id(), id -> new Sums());
            sum.calls += total.calls;
            sum.faults += total.faults;
            sum.refusals += total.refusals;
            sum.slow += total.slow;
        }
    }

    @Override
    public void save(StateImage to) {
        StateWriter section = to.section(SECTION);
        for (Map<VersionId, Sums> ofEndpoint : sums) {
            section.putInt(ofEndpoint.size());
            ofEndpoint.forEach((id, sum) -> section.putText(id.toString())
                    .putLong(sum.calls)
                    .putLong(sum.faults)
                    .putLong(sum.refusals)
                    .putLong(sum.slow));
        }
    }

    @Override
    public void restore(StateImage from) {
        StateReader section = from.read(SECTION);
        for (Map<VersionId, Sums> ofEndpoint : sums) {
            int versions = section.getCount(1);
            for (int i = 0; i < versions; i++) {
                Sums sum = new Sums();
                ofEndpoint.put(VersionId.parse(section.getText()), sum);
                sum.calls = section.getLong();
                sum.faults = section.getLong();
                sum.refusals = section.getLong();
                sum.slow = section.getLong();
            }
        }
    }

    /** What was taken so far. */
    List<DeliveryView.VersionFigures> figures() {
        List<DeliveryView.VersionFigures> figures = new ArrayList<>();
        for (int endpoint = 0; endpoint < sums.size(); endpoint++) {
            Map<VersionId, CallCosts> costs =
                    endpoints.of(Delivery.ASKED.get(endpoint)).costs();
            for (Map.Entry<VersionId, Sums> entry : sums.get(endpoint).entrySet()) {
                CallCosts cost = costs.get(entry.getKey());
                if (cost != null) {
                    Sums sum = entry.getValue();
                    figures.add(new DeliveryView.VersionFigures(
                            Delivery.ASKED.get(endpoint).label(),
                            entry.getKey().toString(),
                            sum.calls,
                            sum.faults,
                            sum.refusals,
                            sum.slow,
                            cost.batchNanos(),
                            cost.callNanos(),
                            cost.bytesACall(),
                            cost.isOverLimit()));
                }
            }
        }
        return figures;
    }
}
