package io.aisletide.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** {@code bench/run table}: measures what has not been measured yet, and prints the table that the README quotes. */
@Command(name = "table", mixinStandardHelpOptions = true, sortOptions = false, description =
        "Prints the README's table. What the folder of results lacks is measured first, each in a process of its own.")
final class Table implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Option(names = "--out", paramLabel = "DIR", required = true, description =
            "Folder of results. What lies there is not measured again, unless named with --only.")
    @SuppressWarnings("NullAway.Init") // picocli requires it
    private Path out;

    @Option(names = "--data", paramLabel = "DIR", description =
            "Folder with the shared maps and League problems (lorr2023/, movingai/): adds their rows.")
    private @Nullable Path data;

    @Option(names = "--only", paramLabel = "NAME", split = ",", description =
            "Measures these, again if need be, and no others: half-million, half-million-pebble, latency, cost, stretch, "
                    + "warehouse, sortation.")
    private List<String> only = List.of();

    @Option(names = "--quick", description = "Short versions on small floors, to see that everything works.")
    private boolean quick;

    private final PrintStream console = System.out;

    @Override
    public Integer call() throws IOException, InterruptedException {
        Path root = checkout();
        // Apart, so that nobody takes a quick pass for a measurement.
        Path folder = out.resolve(quick ? "quick" : "").toAbsolutePath().normalize();
        Files.createDirectories(folder);
        List<Job> jobs = Jobs.all(quick, data != null);
        List<String> names = jobs.stream().map(Job::name).toList();
        for (String name : only) {
            if (!names.contains(name)) {
                throw new ParameterException(
                        spec.commandLine(), "--only: there is no '" + name + "' among " + names
                                + (data == null ? " (some need --data)" : ""));
            }
        }
        for (Job job : jobs) {
            if (only.isEmpty() ? !job.isDone(folder) : only.contains(job.name())) {
                measure(job, root, folder);
            }
        }
        Figures figures = Figures.read(folder, jobs);
        Markdown markdown = new Markdown(folder, root, quick);
        String table = markdown.of(new TableRows(figures).all(), jobs, conditions(folder, jobs));
        Files.writeString(folder.resolve("table.md"), table);
        console.print(table);
        return 0;
    }

    private void measure(Job job, Path root, Path folder) throws IOException, InterruptedException {
        System.err.println("bench: " + job.shown());
        Path dataFolder = data == null ? folder : data.toAbsolutePath().normalize();
        Files.writeString(job.revisionFile(folder), Revision.of(root));
        int code = job.run(root, folder, dataFolder);
        if (!job.isDone(folder)) {
            System.err.println("bench: " + job.name() + " failed (exit code " + code + "), see "
                    + folder.resolve(job.name() + ".log"));
        } else if (code != 0) {
            System.err.println("bench: " + job.name() + " ended with exit code " + code + ", see "
                    + folder.resolve(job.name() + ".log"));
        }
    }

    /** Of the first measurement that says so: all were started by the same launcher. */
    private static @Nullable JsonNode conditions(Path folder, List<Job> jobs) {
        for (Job job : jobs) {
            Path file = folder.resolve(job.name()).resolve("conditions.json");
            if (Files.isRegularFile(file)) {
                return new ObjectMapper().readTree(file.toFile());
            }
        }
        return null;
    }

    /** The checkout around the running classes. */
    private Path checkout() {
        try {
            Path code = Path.of(Table.class.getProtectionDomain().getCodeSource().getLocation().toURI());
            for (Path at = code; at != null; at = at.getParent()) {
                if (Files.isExecutable(at.resolve("aisletide")) && Files.isDirectory(at.resolve("scenarios"))) {
                    return at;
                }
            }
        } catch (java.net.URISyntaxException unusual) {
            throw new ParameterException(spec.commandLine(), "cannot tell where the checkout is", unusual);
        }
        throw new ParameterException(spec.commandLine(), "runs from a checkout, with bench/run table");
    }
}
