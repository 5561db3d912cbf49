package io.aisletide.sim.report;

import io.aisletide.sim.scenario.InvalidInputException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * The folder with a run's results. Written under a temporary name beside its place and moved there when it is complete,
 * so that a folder with that name is always whole. Never overwritten unless forced, and even then only a folder that a
 * run has written.
 */
public final class OutputFolder implements AutoCloseable {
    /** What every folder written by a run holds. */
    static final String MARK = "summary.json";

    private final Path target;
    private final Path working;
    private final boolean force;
    /** Folders above that were made for this one, the lowest first. */
    private final List<Path> madeAbove;
    private boolean committed;

    private OutputFolder(Path target, Path working, List<Path> madeAbove, boolean force) {
        this.target = target;
        this.working = working;
        this.madeAbove = madeAbove;
        this.force = force;
    }

    /**
     * Makes the temporary folder, so that a place that cannot be written is known before the run. Those that killed processes
     * have left for the same place are deleted.
     *
     * @throws InvalidInputException if the place is taken or read-only
     */
    public static OutputFolder prepare(Path target, boolean force) {
        checkFree(target, force);
        Path absolute = target.toAbsolutePath().normalize();
        Path parent = absolute.getParent();
        if (parent == null) {
            throw new InvalidInputException(target + ": the root of the file system cannot be an output folder");
        }
        String part = "." + absolute.getFileName() + ".part-";
        Path working = parent.resolve(part + ProcessHandle.current().pid());
        List<Path> madeAbove = missing(parent);
        try {
            Files.createDirectories(parent);
            deleteAbandoned(parent, part);
            Files.createDirectory(working);
        } catch (IOException denied) {
            throw new InvalidInputException(
                    target + ": cannot be written (" + reason(parent) + "); choose another folder with --out");
        }
        return new OutputFolder(target, working, madeAbove, force);
    }

    /** Deletes the working folders of processes that are no more, and one of a process that had our number. */
    private static void deleteAbandoned(Path parent, String part) throws IOException {
        List<Path> folders;
        try (Stream<Path> entries = Files.list(parent)) {
            folders = entries.filter(each -> each.getFileName().toString().startsWith(part)).toList();
        }
        for (Path folder : folders) {
            String number = folder.getFileName().toString().substring(part.length());
            if (number.matches("\\d{1,18}") && !belongsToAnother(Long.parseLong(number))) {
                delete(folder);
            }
        }
    }

    private static boolean belongsToAnother(long pid) {
        return pid != ProcessHandle.current().pid()
                && ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
    }

    /** The folder and those above it that are not there. */
    private static List<Path> missing(Path folder) {
        List<Path> missing = new ArrayList<>();
        for (Path at = folder; at != null && !Files.exists(at); at = at.getParent()) {
            missing.add(at);
        }
        return missing;
    }

    private static String reason(Path parent) {
        Path existing = parent;
        while (existing != null && !Files.exists(existing)) {
            existing = existing.getParent();
        }
        if (existing == null) {
            return "there is no such place";
        }
        return Files.isDirectory(existing) ? existing + " is read-only" : existing + " is a file";
    }

    private static void checkFree(Path target, boolean force) {
        if (!Files.exists(target)) {
            return;
        }
        if (!Files.isDirectory(target)) {
            throw new InvalidInputException(target + ": is a file, not a folder; choose another place with --out");
        }
        if (isEmpty(target)) {
            return;
        }
        if (!force) {
            throw new InvalidInputException(
                    target + ": exists already; choose another folder with --out, or replace it with --force");
        }
        if (!Files.exists(target.resolve(MARK))) {
            throw new InvalidInputException(target + ": holds no " + MARK
                    + ", so it is not the output of a run; --force replaces only those");
        }
    }

    private static boolean isEmpty(Path folder) {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.findAny().isEmpty();
        } catch (IOException unreadable) {
            throw new InvalidInputException(folder + ": cannot be read");
        }
    }

    /** Where to write a file of that name until {@link #commit}. */
    public Path file(String name) {
        return working.resolve(name);
    }

    public Path target() {
        return target;
    }

    /** Moves the folder to its place. @throws UncheckedIOException if the place was taken meanwhile or cannot be written */
    public void commit() {
        try {
            if (Files.exists(target)) {
                checkFree(target, force);
                delete(target);
            }
            Files.move(working, target.toAbsolutePath(), StandardCopyOption.ATOMIC_MOVE);
            committed = true;
        } catch (IOException denied) {
            throw new UncheckedIOException("cannot move the results to " + target, denied);
        }
    }

    /** Leaves nothing behind if the folder was not committed. */
    @Override
    public void close() {
        if (committed) {
            return;
        }
        delete(working);
        try {
            for (Path folder : madeAbove) {
                Files.deleteIfExists(folder);
            }
        } catch (IOException used) {
            // Another run has put its results there meanwhile.
        }
    }

    private static void delete(Path folder) {
        List<Path> paths;
        try (Stream<Path> walk = Files.walk(folder)) {
            paths = walk.sorted(Comparator.reverseOrder()).toList();
            for (Path path : paths) {
                Files.delete(path);
            }
        } catch (IOException denied) {
            throw new UncheckedIOException("cannot delete " + folder, denied);
        }
    }
}
