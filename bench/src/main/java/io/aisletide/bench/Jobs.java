package io.aisletide.bench;

import java.util.ArrayList;
import java.util.List;

/** The measurements behind the table, each in full or just long enough to show that it works. */
final class Jobs {
    static final String ROTATE = "half-million";
    static final String PEBBLE = "half-million-pebble";
    static final String LATENCY = "latency";
    static final String COST = "cost";
    static final String STRETCH = "stretch";
    static final String WAREHOUSE = "warehouse";
    static final String SORTATION = "sortation";

    private static final String PROBLEMS = Job.DATA + "/lorr2023/warehouse.domain/";

    private Jobs() {}

    /** @param withData whether there is a folder of shared data */
    static List<Job> all(boolean quick, boolean withData) {
        List<Job> jobs = new ArrayList<>();
        jobs.add(scenario(ROTATE, quick ? "scenarios/small.yaml" : "scenarios/half-million.yaml"));
        jobs.add(scenario(PEBBLE, quick ? "scenarios/small.yaml" : "scenarios/half-million-pebble.yaml"));
        jobs.add(latency(quick));
        jobs.add(cost(quick));
        jobs.add(stretch(quick, withData));
        if (withData) {
            jobs.add(league(WAREHOUSE, "warehouse_large_8000.json", quick));
            jobs.add(league(SORTATION, "sortation_large_8000.json", quick));
        }
        return jobs;
    }

    private static Job scenario(String name, String file, String... options) {
        List<String> command = new ArrayList<>(List.of("./aisletide", "run", file));
        command.addAll(List.of(options));
        command.addAll(List.of("--progress", "none", "--force", "--out", Job.OUT + "/" + name));
        return new Job(name, command, name + "/summary.json");
    }

    private static Job league(String name, String problem, boolean quick) {
        return scenario(name, PROBLEMS + problem, "--duration", quick ? "50t" : "5000t");
    }

    private static Job latency(boolean quick) {
        List<String> command = new ArrayList<>(List.of("bench/run", "latency"));
        if (quick) {
            command.addAll(List.of("--robots", "10000", "--seconds", "1", "--warmup", "20"));
        }
        command.addAll(List.of("--out", Job.OUT + "/" + LATENCY));
        return new Job(LATENCY, command, LATENCY + "/latency.json");
    }

    private static Job cost(boolean quick) {
        List<String> command = new ArrayList<>(List.of("bench/run", "TickBenchmark.cost", "-p", "motion=ROTATE", "-p"));
        command.add(quick ? "robots=1000,10000" : "robots=10000,100000,500000,1000000");
        if (quick) {
            command.addAll(List.of("-wi", "1", "-w", "1", "-i", "1", "-r", "1"));
        }
        command.addAll(List.of("-rf", "json", "-rff", Job.OUT + "/" + COST + ".json"));
        return new Job(COST, command, COST + ".json");
    }

    private static Job stretch(boolean quick, boolean withData) {
        List<String> command = new ArrayList<>(List.of("bench/run", "stretch"));
        if (quick) {
            command.addAll(List.of("--legs", "20", "--sides", "128"));
        }
        if (withData) {
            command.addAll(List.of("--data", Job.DATA));
        }
        command.addAll(List.of("--out", Job.OUT + "/" + STRETCH + ".json"));
        return new Job(STRETCH, command, STRETCH + ".json");
    }
}
