package io.aisletide.sim.trial;

import io.aisletide.command.Command;
import io.aisletide.release.spec.KnownVersions;
import io.aisletide.release.spec.ReleasePlan;
import io.aisletide.release.spec.RolloutSpec;
import io.aisletide.release.spec.SpecValidator;
import io.aisletide.release.spec.Step;
import io.aisletide.release.spec.Strategy;
import io.aisletide.sim.scenario.DeliverySpec;
import io.aisletide.sim.scenario.ScriptedCommand;
import io.aisletide.sim.scenario.VersionSpec;
import io.aisletide.workflow.BuiltIns;
import io.aisletide.workflow.Endpoint;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** Less of releases. */
final class DeliveryReductions {
    private DeliveryReductions() {}

    /** Deliveries that are a little simpler and without faults; the greatest simplification first. */
    static List<DeliverySpec> of(DeliverySpec delivery) {
        if (delivery.equals(DeliverySpec.NONE)) {
            return List.of();
        }
        List<DeliverySpec> simpler = new ArrayList<>();
        simpler.add(DeliverySpec.NONE);
        ReleasePlan plan = delivery.plan();
        for (int i = 0; i < plan.releases().size(); i++) {
            int index = i;
            simpler.add(with(delivery, releases -> without(releases, index)));
        }
        if (!plan.breakers().isEmpty()) {
            simpler.add(new DeliverySpec(
                    delivery.stable(), delivery.versions(), new ReleasePlan(plan.releases(), plan.templates(), List.of())));
        }
        for (int i = 0; i < plan.releases().size(); i++) {
            int index = i;
            for (RolloutSpec plainer : plainer(plan.releases().get(i))) {
                simpler.add(with(delivery, releases -> replaced(releases, index, plainer)));
            }
        }
        for (int i = 0; i < delivery.versions().size(); i++) {
            simpler.add(new DeliverySpec(delivery.stable(), without(delivery.versions(), i), plan));
            VersionSpec version = delivery.versions().get(i);
            VersionSpec good = new VersionSpec(version.id(), version.endpoint(), new VersionSpec.Drill(0, 0, 0, 0, 0, 0, 0));
            simpler.add(new DeliverySpec(delivery.stable(), replaced(delivery.versions(), i, good), plan));
        }
        for (int i = 0; i < plan.templates().size(); i++) {
            simpler.add(new DeliverySpec(
                    delivery.stable(), delivery.versions(),
                    new ReleasePlan(plan.releases(), without(plan.templates(), i), plan.breakers())));
        }
        simpler.removeIf(each -> each.equals(delivery) || !isSound(each));
        return simpler;
    }

    private static DeliverySpec with(DeliverySpec delivery, UnaryOperator<List<RolloutSpec>> change) {
        ReleasePlan plan = delivery.plan();
        return new DeliverySpec(
                delivery.stable(),
                delivery.versions(),
                new ReleasePlan(change.apply(plan.releases()), plan.templates(), plan.breakers()));
    }

    private static <T> List<T> without(List<T> list, int index) {
        List<T> fewer = new ArrayList<>(list);
        fewer.remove(index);
        return fewer;
    }

    private static <T> List<T> replaced(List<T> list, int index, T other) {
        List<T> changed = new ArrayList<>(list);
        changed.set(index, other);
        return changed;
    }

    private static List<RolloutSpec> plainer(RolloutSpec release) {
        List<RolloutSpec> plainer = new ArrayList<>();
        for (int i = 0; release.targets().size() > 1 && i < release.targets().size(); i++) {
            plainer.add(with(release, without(release.targets(), i), release.atTick(), release.strategy()));
        }
        for (Strategy strategy : plainer(release.strategy())) {
            plainer.add(with(release, release.targets(), release.atTick(), strategy));
        }
        for (long sooner = release.atTick(); sooner > 0; sooner /= 2) {
            plainer.add(with(release, release.targets(), release.atTick() - sooner, release.strategy()));
        }
        return plainer;
    }

    private static List<Strategy> plainer(Strategy strategy) {
        List<Strategy> plainer = new ArrayList<>();
        if (strategy instanceof Strategy.Canary canary) {
            for (int i = 0; i < canary.steps().size(); i++) {
                plainer.add(with(canary, without(canary.steps(), i)));
                if (canary.steps().get(i) instanceof Step.Pause pause && pause.ticks() > 1) {
                    plainer.add(with(canary, replaced(canary.steps(), i, new Step.Pause(pause.ticks() / 2))));
                }
            }
            if (canary.analysis() != null) {
                plainer.add(new Strategy.Canary(
                        canary.steps(), null, canary.scaleDownDelayTicks(), canary.abortScaleDownDelayTicks()));
            }
        } else if (strategy instanceof Strategy.BlueGreen green) {
            plainer.add(new Strategy.BlueGreen(
                    green.autoPromotionEnabled(), green.autoPromotionTicks(), green.previewPercent(), null, null,
                    green.scaleDownDelayTicks()));
            plainer.add(new Strategy.BlueGreen(true, 0, 0, null, null, green.scaleDownDelayTicks()));
        }
        return plainer;
    }

    private static Strategy.Canary with(Strategy.Canary canary, List<Step> steps) {
        Strategy.Background before = canary.analysis();
        Strategy.Background proof = before == null
                ? null
                : new Strategy.Background(Math.max(0, Math.min(before.startingStep(), steps.size() - 1)), before.analysis());
        return new Strategy.Canary(steps, proof, canary.scaleDownDelayTicks(), canary.abortScaleDownDelayTicks());
    }

    private static RolloutSpec with(RolloutSpec release, List<RolloutSpec.Target> targets, long atTick, Strategy strategy) {
        return new RolloutSpec(
                release.name(), targets, atTick, strategy, release.exposure(), release.deadline(), release.failure(),
                release.bakeTicks(), release.operatorRoles());
    }

    /** Releases that would begin after the end of a shorter run wait for a command instead, as a file demands. */
    static DeliverySpec within(DeliverySpec delivery, int ticks) {
        return with(delivery, releases -> releases.stream()
                .map(release -> release.atTick() < ticks
                        ? release
                        : with(release, release.targets(), RolloutSpec.ON_COMMAND, release.strategy()))
                .toList());
    }

    /** Without commands to releases and gates that are not there. */
    static void forget(List<ScriptedCommand> script, DeliverySpec delivery) {
        Map<String, Set<String>> gates = delivery.gates();
        script.removeIf(each -> each.command() instanceof Command.Release asked
                && !(gates.containsKey(asked.release())
                        && (asked.gate() == null || gates.get(asked.release()).contains(asked.gate()))));
    }

    private static boolean isSound(DeliverySpec delivery) {
        Map<String, String> endpoints = new HashMap<>();
        BuiltIns.all().forEach(info -> endpoints.put(info.id().toString(), info.id().endpoint().label()));
        delivery.versions().forEach(version -> endpoints.put(version.id(), version.endpoint()));
        Set<String> called = Arrays.stream(Endpoint.values())
                .filter(Endpoint::isCalled)
                .map(Endpoint::label)
                .collect(Collectors.toSet());
        return SpecValidator.faultsOf(delivery.plan(), new KnownVersions(called, endpoints)).isEmpty();
    }
}
