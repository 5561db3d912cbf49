package io.aisletide.sim.scenario;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/** Scenario files with one fault each in what they say of versions and releases; like {@link BadScenarios}. */
final class BadReleases {
    private static final String HEAD = BadScenarios.MINIMAL
            + """
            versions:
              - {id: plan-route@9.0.0, drill: {errorRate: 5%}}
            analysisTemplates:
              - {name: errors, metrics: [{name: rate, query: {faults: all, window: 1m}, failureCondition: result > 2%, interval: 30t}]}
            """;

    private BadReleases() {}

    /** Name, text, expected lines; the schema refuses those whose name does not end in "(beyond the schema)". */
    static Stream<Arguments> all() {
        List<Arguments> all = new ArrayList<>();
        contracts(all);
        workflows(all);
        versions(all);
        templates(all);
        releases(all);
        strategies(all);
        commands(all);
        return all.stream();
    }

    private static void contracts(List<Arguments> all) {
        contract(all, "contract of no endpoint", "{name: plan-rout, version: \"1.0\"}",
                "7:12: contracts[0].name: there is no endpoint 'plan-rout'; did you mean 'plan-route'?");
        contract(all, "incompatible contract (beyond the schema)", "{name: plan-route, version: \"9.1\"}",
                "7:33: contracts[0].version: the engine has contract "
                        + io.aisletide.workflow.Contracts.of(io.aisletide.workflow.Endpoint.PLAN_ROUTE).version()
                        + " of plan-route; who needs 9.1 cannot use that: it takes the same major, and the same minor or an older one");
        contract(all, "another in-flight policy (beyond the schema)", "{name: plan-route, inFlight: autoUpgrade}",
                "7:34: contracts[0].inFlight: the contract of plan-route says pinned, and a scenario cannot change it: write that, or leave 'inFlight' out;"
                        + " 'aisletide endpoints' prints all of it");
        contract(all, "another latency budget (beyond the schema)", "{name: yield, latencyBudget: {p99: 1s}}",
                "7:40: contracts[0].latencyBudget.p99: the contract of yield says "
                        + io.aisletide.workflow.Contracts.of(io.aisletide.workflow.Endpoint.YIELD).budget().p99Nanos() / 1_000_000
                        + "ms, and a scenario cannot change it: write that, or leave 'p99' out; 'aisletide endpoints' prints all of it");
        contract(all, "state of a stateless contract (beyond the schema)", "{name: yield, state: {writes: 3, reads: [2, 3]}}",
                "7:35: contracts[0].state.writes: the contract of yield says 0, and a scenario cannot change it: write that, or leave 'writes' out;"
                        + " 'aisletide endpoints' prints all of it",
                "7:45: contracts[0].state.reads: the contract of yield says none, and a scenario cannot change it: write that, or leave 'reads' out;"
                        + " 'aisletide endpoints' prints all of it");
        contract(all, "unknown key of a contract", "{name: yield, latencyBudgets: {}}",
                "7:19: contracts[0].latencyBudgets: unknown key 'latencyBudgets'; did you mean 'latencyBudget'?");
    }

    private static void contract(List<Arguments> all, String name, String contract, String... faults) {
        add(all, name, BadScenarios.MINIMAL + "contracts:\n  - " + contract + "\n", faults);
    }

    private static void workflows(List<Arguments> all) {
        add(all, "unknown rule (beyond the schema)", BadScenarios.MINIMAL + "workflows: {plan-route: congestion-aweare}\n",
                "6:25: workflows.plan-route: there is no version 'congestion-aweare' of plan-route; did you mean 'congestion-aware'?");
        add(all, "rule of another endpoint (beyond the schema)", BadScenarios.MINIMAL + "workflows: {yield: yield@1.0.0, plan-route: yield@1.0.0}\n",
                "6:45: workflows.plan-route: 'yield@1.0.0' is a version of yield, not of plan-route");
        add(all, "endpoint to come", BadScenarios.MINIMAL + "workflows: {charge: thresholds}\n",
                "6:21: workflows.charge: not available yet: the engine does not call charge in this version");
        add(all, "unknown endpoint", BadScenarios.MINIMAL + "workflows: {plan-rout: shortest}\n",
                "6:13: workflows.plan-rout: unknown key 'plan-rout'; did you mean 'plan-route'?");
    }

    private static void versions(List<Arguments> all) {
        version(all, "no version", "{id: plan-route-2, drill: {}}",
                "7:10: versions[0].id: 'plan-route-2' is no version; write the endpoint and three numbers, such as plan-route@1.5.0");
        version(all, "version of no endpoint (beyond the schema)", "{id: plan-routes@1.0.0, drill: {}}",
                "7:10: versions[0].id: there is no endpoint 'plan-routes'; did you mean 'plan-route'?");
        version(all, "id and endpoint differ (beyond the schema)", "{id: plan-route@1.5.0, endpoint: yield, drill: {}}",
                "7:38: versions[0].endpoint: the id says plan-route, this says yield");
        version(all, "built in (beyond the schema)", "{id: plan-route@1.0.0, drill: {}}",
                "7:10: versions[0].id: there is a version 'plan-route@1.0.0' already, built in");
        version(all, "no origin", "{id: plan-route@1.5.0}",
                "7:5: versions[0]: where does its code come from? Give artifact (a jar, with its sha256) or drill");
        version(all, "missing jar (beyond the schema)", "{id: plan-route@1.5.0, artifact: a.jar, sha256: \"" + "0".repeat(64) + "\"}",
                "7:38: versions[0].artifact: there is no file 'a.jar'; paths are relative to the scenario's folder");
        version(all, "no digest", "{id: plan-route@1.5.0, artifact: pom.xml}",
                "7:5: versions[0]: 'sha256' is missing; it says which file is meant, as sha256sum prints it");
        version(all, "half a digest", "{id: plan-route@1.5.0, artifact: pom.xml, sha256: \"9f2c\"}",
                "7:55: versions[0].sha256: a SHA-256 has 64 hex digits; this has 4 letters");
        version(all, "rate over one", "{id: plan-route@1.5.0, drill: {errorRate: 120%}}",
                "7:47: versions[0].drill.errorRate: 1.2 is too large; at most 1");
        version(all, "percent without a sign", "{id: plan-route@1.5.0, drill: {errorRate: 5}}",
                "7:47: versions[0].drill.errorRate: 5 is more than all; for percent write 5%");
        version(all, "version of an endpoint to come (beyond the schema)", "{id: charge@2.0.0, drill: {}}",
                "7:10: versions[0].id: not available yet: the engine does not call charge in this version");
        version(all, "rates over one (beyond the schema)", "{id: plan-route@1.5.0, drill: {errorRate: 70%, slowRate: 0.4}}",
                "7:35: versions[0].drill: the rates add up to more than 100 %");
    }

    private static void templates(List<Arguments> all) {
        metric(all, "no query", "{name: a, failureCondition: result > 0}",
                "7:25: analysisTemplates[0].metrics[0]: 'query' is missing; say what is measured, such as query: {faults: all, role: canary, window: 1m}");
        metric(all, "condition", "{name: a, query: {faults: all, window: 1m}, failureCondition: over 2%}",
                "7:87: analysisTemplates[0].metrics[0].failureCondition: \"over 2%\" is no condition; write for instance: result > 0.02");
        metric(all, "two measures", "{name: a, query: {faults: all, slow: all, window: 1m}, failureCondition: result > 0}",
                "7:62: analysisTemplates[0].metrics[0].query.slow: a metric measures one thing; this one has 'faults' already");
        metric(all, "late after no time (beyond the schema)", "{name: a, test: eprocess, query: {late: all, after: 0t}}",
                "7:77: analysisTemplates[0].metrics[0].query.after: 'after' is more than nothing, such as after: 3m; left out, "
                        + "goals are late by the length of their way");
        metric(all, "after without late (beyond the schema)", "{name: a, test: eprocess, query: {stuck: all, after: 1m}}",
                "7:78: analysisTemplates[0].metrics[0].query.after: 'after' belongs to late: it says how old a goal is that comes late");
        metric(all, "mistyped test", "{name: a, test: eproces, query: {faults: all}}",
                "7:41: analysisTemplates[0].metrics[0].test: 'eproces' is no test; did you mean 'eprocess'?");
        metric(all, "window of a sequential test (beyond the schema)", "{name: a, test: eprocess, query: {faults: all, window: 1m}}",
                "7:80: analysisTemplates[0].metrics[0].query.window: a sequential test counts from its start and has no window");
        metric(all, "threshold with alpha", "{name: a, query: {faults: all, window: 1m}, failureCondition: result > 0, alpha: 0.01}",
                "7:106: analysisTemplates[0].metrics[0].alpha: 'alpha' belongs to test: eprocess");
        metric(all, "could not fail", "{name: a, query: {faults: all, window: 1m}}",
                "7:25: analysisTemplates[0].metrics[0].failureCondition: a metric has a failureCondition or a successCondition; without one it could not fail");
        metric(all, "unknown endpoint of a metric (beyond the schema)", "{name: a, query: {faults: route, window: 1m}, failureCondition: result > 0}",
                "7:51: analysisTemplates[0].metrics[0].query.faults: no endpoint is called 'route'; there is plan-route, yield, all");
        add(all, "breaker", BadScenarios.MINIMAL + "circuitBreakers:\n  - {name: b, endpoint: plan-route, failureRateTreshold: 50}\n",
                "7:37: circuitBreakers[0].failureRateTreshold: unknown key 'failureRateTreshold'; did you mean 'failureRateThreshold'?");
    }

    private static void releases(List<Arguments> all) {
        release(all, "unknown field", "{name: r, to: plan-route@9.0.0, strateggy: {}, strategy: {canary: {steps: [{setWeight: 5}]}}}",
                "11:37: releases[0].strateggy: unknown key 'strateggy'; did you mean 'strategy'?");
        release(all, "unknown version (beyond the schema)", "{name: r, to: plan-route@9.0.1, strategy: {canary: {steps: [{setWeight: 5}]}}}",
                "11:19: releases[0].to: there is no version 'plan-route@9.0.1'; did you mean 'plan-route@9.0.0'?");
        release(all, "endpoint instead of a version", "{name: r, to: plan-route, strategy: {canary: {steps: [{setWeight: 5}]}}}",
                "11:19: releases[0].to: 'plan-route' is no version; write the endpoint and its number, such as plan-route@1.1.0");
        release(all, "no strategy", "{name: r, to: plan-route@9.0.0}",
                "11:5: releases[0]: 'strategy' is missing; say how, such as strategy: {canary: {steps: [{setWeight: 5}]}}");
        release(all, "after the end of the run (beyond the schema)", "{name: r, to: plan-route@9.0.0, at: \"02:00:00\", strategy: {canary: {steps: [{setWeight: 5}]}}}",
                "11:41: releases[0].at: tick 10795 is never reached; the run ends after 600 ticks");
        release(all, "endpoint twice (beyond the schema)", "{name: r, bundle: [{to: plan-route@9.0.0}, {to: plan-route@1.1.0}], strategy: {canary: {steps: [{setWeight: 5}]}}}",
                "11:48: releases[0].bundle[1].endpoint: plan-route is named twice; an endpoint has one version at the end");
        release(all, "two releases of a name (beyond the schema)",
                "{name: r, to: plan-route@9.0.0, strategy: {canary: {steps: [{setWeight: 5}]}}}\n"
                        + "  - {name: r, to: plan-route@1.1.0, strategy: {canary: {steps: [{setWeight: 5}]}}}",
                "12:12: releases[1].name: another release is called r already");
        release(all, "onFailure", "{name: r, to: plan-route@9.0.0, onFailure: Freez, strategy: {canary: {steps: [{setWeight: 5}]}}}",
                "11:48: releases[0].onFailure: 'onFailure' cannot be 'Freez'; did you mean 'Freeze'?");
        release(all, "rings", "{name: r, to: plan-route@9.0.0, rings: [], strategy: {canary: {steps: [{setWeight: 5}]}}}",
                "11:37: releases[0].rings: not available yet: 'rings' of a release; take it out to run with this version");
    }

    private static void strategies(List<Arguments> all) {
        String at = "11:";
        steps(all, "weight over 100", "{setWeight: 120}", at + "77: releases[0].strategy.canary.steps[0].setWeight: a weight is 0 to 100 percent, not 120");
        steps(all, "step after 100 (beyond the schema)", "{setWeight: 100}, {pause: {duration: 1m}}",
                at + "83: releases[0].strategy.canary.steps[1]: no step follows setWeight: 100; the promotion comes next");
        steps(all, "falling weight (beyond the schema)", "{setWeight: 50}, {setWeight: 5}",
                at + "94: releases[0].strategy.canary.steps[1].setWeight: weights do not fall: 5 comes after 50; going back is what abort does");
        steps(all, "gate without a role", "{setWeight: 5}, {gate: {name: g, timeout: 1m, onTimeout: Abort}}",
                at + "88: releases[0].strategy.canary.steps[1].gate: 'role' is missing; say who may open it, such as role: shift-lead");
        steps(all, "gate without a timeout", "{setWeight: 5}, {gate: {name: g, role: lead, onTimeout: Abort}}",
                at + "88: releases[0].strategy.canary.steps[1].gate: 'timeout' is missing; say how long people have, such as timeout: 15m");
        steps(all, "unknown template (beyond the schema)", "{setWeight: 5}, {analysis: {templates: [error]}}",
                at + "105: releases[0].strategy.canary.steps[1].analysis.templates[0]: there is no analysis template 'error'; did you mean 'errors'?");
        steps(all, "two things", "{setWeight: 5, pause: {duration: 1m}}",
                at + "65: releases[0].strategy.canary.steps[0]: a step does one thing; this one has 2");
        steps(all, "percent of percents", "{setWeight: 5%}",
                at + "77: releases[0].strategy.canary.steps[0].setWeight: a weight is in percent anyway: write 5");
        steps(all, "length of a pause", "{setWeight: 5}, {pause: 5m}",
                at + "89: releases[0].strategy.canary.steps[1].pause: a pause is a mapping of keys to values, not '5m'; write for instance pause: {duration: 5m}");
        steps(all, "nothing", "{setWieght: 5}",
                at + "66: releases[0].strategy.canary.steps[0].setWieght: unknown key 'setWieght'; did you mean 'setWeight'?");
        steps(all, "empty", "{}",
                at + "65: releases[0].strategy.canary.steps[0]: what does this step do? There is setWeight, pause, analysis, gate");
        steps(all, "step to come", "{setShadow: {percentage: 100}}",
                at + "66: releases[0].strategy.canary.steps[0].setShadow: not available yet: the step 'setShadow'; take it out to run with this version");
        release(all, "weight over the cap (beyond the schema)",
                "{name: r, to: plan-route@9.0.0, exposure: {maxPercent: 10}, strategy: {canary: {steps: [{setWeight: 25}]}}}",
                at + "105: releases[0].strategy.canary.steps[0].setWeight: 25 percent is over exposure.maxPercent, 10");
        release(all, "not warm long enough (beyond the schema)",
                "{name: r, to: plan-route@9.0.0, bake: {duration: 300t}, strategy: {canary: {scaleDownDelaySeconds: 60, steps: [{setWeight: 5}]}}}",
                at + "104: releases[0].strategy.canary.scaleDownDelaySeconds: the old version has to stay warm for the bake time and two analysis intervals, 300 ticks, not 90");
        release(all, "both strategies", "{name: r, to: plan-route@9.0.0, strategy: {canary: {steps: [{setWeight: 5}]}, blueGreen: {}}}",
                at + "47: releases[0].strategy: give one of canary and blueGreen");
    }

    private static void commands(List<Arguments> all) {
        command(all, "abort of nothing (beyond the schema)", "{at: 1t, release: {abort: q, reason: x}}",
                "13:31: commands[0].release.abort: there is no release 'q' in releases; did you mean 'r'?");
        command(all, "no verb of a release", "{at: 1t, release: {reason: x}}",
                "13:23: commands[0].release: what is asked of which release? Such as abort: NAME; there is start, promote, pause, resume, abort, approve, reject, override");
        command(all, "mistyped verb of a release", "{at: 1t, release: {abrot: r, reason: x}}",
                "13:24: commands[0].release.abrot: unknown key 'abrot'; did you mean 'abort'?");
        command(all, "no reason", "{at: 1t, release: {promote: r, full: true}}",
                "13:23: commands[0].release: 'reason' is missing; whoever reads the audit will want to know why");
        command(all, "approval of no gate", "{at: 1t, release: {approve: r}}",
                "13:23: commands[0].release: 'gate' is missing; say which gate is answered");
        command(all, "no at no gate", "{at: 1t, release: {reject: r, reason: x}}",
                "13:23: commands[0].release: 'gate' is missing; say which gate is answered");
        command(all, "no without a reason", "{at: 1t, release: {reject: r, gate: g}}",
                "13:23: commands[0].release: 'reason' is missing; whoever reads the audit will want to know why",
                "13:41: commands[0].release.gate: release r has no gate 'g'");
        command(all, "gate of another release (beyond the schema)", "{at: 1t, release: {approve: r, gate: g}}",
                "13:42: commands[0].release.gate: release r has no gate 'g'");
        command(all, "preview of a release", "{at: 1t, preview: true, release: {pause: r}}",
                "13:14: commands[0].preview: 'release' has no preview");
    }

    private static void version(List<Arguments> all, String name, String version, String... faults) {
        add(all, name, BadScenarios.MINIMAL + "versions:\n  - " + version + "\n", faults);
    }

    private static void metric(List<Arguments> all, String name, String metric, String... faults) {
        add(all, name, BadScenarios.MINIMAL + "analysisTemplates:\n  - {name: t, metrics: [" + metric + "]}\n", faults);
    }

    private static void release(List<Arguments> all, String name, String release, String... faults) {
        add(all, name, HEAD + "releases:\n  - " + release + "\n", faults);
    }

    private static void steps(List<Arguments> all, String name, String steps, String... faults) {
        release(all, name, "{name: r, to: plan-route@9.0.0, strategy: {canary: {steps: [" + steps + "]}}}", faults);
    }

    private static void command(List<Arguments> all, String name, String command, String... faults) {
        add(all, name, HEAD + "releases:\n  - {name: r, to: plan-route@9.0.0, strategy: {canary: {steps: [{setWeight: 5}]}}}\ncommands:\n  - "
                + command + "\n", faults);
    }

    private static void add(List<Arguments> all, String name, String text, String... faults) {
        all.add(Arguments.of(name, text, Stream.of(faults).map(fault -> "f.yaml:" + fault).toList()));
    }
}
