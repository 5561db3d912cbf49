package io.aisletide.engine;

import io.aisletide.command.Command;
import io.aisletide.journal.JournalException;
import io.aisletide.workflow.PreparedVersion;
import io.aisletide.workflow.RefusedVersionException;
import io.aisletide.workflow.Rehearsal;
import io.aisletide.workflow.VersionInfo;
import io.aisletide.workflow.VersionPreparer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Opens, checks and warms up versions on a thread of its own, one after the other, and says so by an event in the ring. So
 * the engine's thread neither reads files nor runs code that nobody has tried, and the moment from which a version may take
 * traffic has its place in the order of events.
 *
 * <p>It does all that while no tick runs, as long as there is time: see {@link Lull}.
 *
 * <p>That place must not depend on how fast the machine is. So each load has a tick by which it is due: its event lies in the
 * ring right before that tick, also if the loader was done long before; and if it is not done by then, the tick waits.
 *
 * <ol>
 *   <li>{@link #load} and {@link #take}: the engine's thread.
 *   <li>{@link #isClear}: whoever publishes ticks, before each; {@link #awaitClear}: the driver, before its first.
 * </ol>
 */
final class VersionLoader implements AutoCloseable {
    private static final long JOIN_MILLIS = 10_000;

    /** Puts the event into the ring. */
    interface Publisher {
        /** False if there is no room now; does not wait. */
        boolean publish(Command.VersionChecked event);
    }

    /**
     * @param inPlace the version that it is to follow
     * @param freezes see {@link VersionPreparer#prepare}
     * @param dueTick the tick that follows its event
     */
    record Request(
            String version, int slot, @Nullable VersionInfo inPlace, boolean freezes, Rehearsal rehearsal, long dueTick) {}

    /** What came of a load. */
    record Loaded(PreparedVersion version, VersionOffer.Opened code) {}

    /**
     * What there is to take.
     *
     * @param loaded null if nothing was
     * @param fault why not; null if something was
     */
    record Done(@Nullable Loaded loaded, @Nullable String fault) {}

    /** A load under way, or one whose event has not been dealt with. */
    private static final class Load {
        final Request request;
        /** Set when the loader is done. */
        Command.@Nullable VersionChecked event;

        @Nullable Loaded result;
        /** The ticks have come to it. */
        boolean wanted;
        /** Somebody waits for it. */
        volatile boolean urgent;

        boolean published;

        Load(Request request) {
            this.request = request;
        }
    }

    private final Map<String, VersionOffer> offers;
    private final int threads;
    private final Publisher publisher;
    private final Lull lull;
    private final Object monitor = new Object();
    /** Written under the monitor. */
    private volatile boolean closed;

    // All guarded by the monitor.
    private final List<Load> loads = new ArrayList<>();
    private @Nullable Thread thread;

    /** @param threads instances to make of each version */
    VersionLoader(Map<String, VersionOffer> offers, int threads, Publisher publisher, Lull lull) {
        this.offers = offers;
        this.threads = threads;
        this.publisher = publisher;
        this.lull = lull;
    }

    void load(Request request) {
        synchronized (monitor) {
            loads.add(new Load(request));
            if (thread == null) {
                thread = new Thread(this::run, "aisletide-loader");
                thread.setDaemon(true);
                thread.start();
            }
            monitor.notifyAll();
        }
    }

    /**
     * Opens a version that was loaded when the state was saved, on the calling thread.
     *
     * @throws JournalException if that cannot be done
     */
    Loaded loadAgain(String version, Rehearsal warmUp) {
        VersionOffer offer = offers.get(version);
        VersionOffer.Opened code = null;
        try {
            if (offer == null) {
                throw new RefusedVersionException(version, "known", "no version is called so");
            }
            code = offer.open();
            return new Loaded(new VersionPreparer(threads, warmUp).prepareAgain(code.source()), code);
        } catch (RefusedVersionException | RuntimeException | Error failure) {
            if (code != null) {
                code.close();
            }
            throw new JournalException("when the snapshot was taken " + version + " was loaded; here it cannot be: "
                    + failure.getMessage(), failure);
        }
    }

    /** Whether a load is under way. Engine's thread. */
    boolean isBusy() {
        synchronized (monitor) {
            return !loads.isEmpty();
        }
    }

    private void run() {
        Load load = next();
        while (load != null) {
            prepare(load);
            while (!publishWanted()) {
                Thread.onSpinWait();
            }
            load = next();
        }
    }

    private @Nullable Load next() {
        synchronized (monitor) {
            while (!closed) {
                for (Load load : loads) {
                    if (load.event == null) {
                        return load;
                    }
                }
                try {
                    monitor.wait();
                } catch (InterruptedException ended) {
                    return null;
                }
            }
            return null;
        }
    }

    private void prepare(Load load) {
        Request request = load.request;
        String digest = "";
        String fault = null;
        VersionOffer.Opened code = null;
        Loaded result = null;
        Runnable breather = () -> lull.await(() -> load.urgent || closed);
        breather.run();
        try {
            VersionOffer offer = offers.get(request.version);
            if (offer == null) {
                throw new RefusedVersionException(request.version, "known", "no version is called so");
            }
            digest = offer.digest();
            code = offer.open();
            result = new Loaded(
                    new VersionPreparer(threads, request.rehearsal, breather)
                            .prepare(code.source(), request.inPlace, request.freezes),
                    code);
        } catch (RefusedVersionException refused) {
            fault = String.valueOf(refused.getMessage());
        } catch (RuntimeException | Error failure) {
            fault = request.version + " is refused: " + failure;
        }
        if (result == null && code != null) {
            code.close();
        }
        synchronized (monitor) {
            load.result = result;
            monitor.notifyAll();
            load.event = new Command.VersionChecked(request.version, request.slot, digest, fault);
        }
    }

    /** In the order of the loads; @return false if there is no room in the ring now */
    private boolean publishWanted() {
        synchronized (monitor) {
            for (Load load : loads) {
                Command.VersionChecked event = load.event;
                if (closed || load.wanted && event == null) {
                    break;
                }
                if (load.wanted && event != null && !load.published) {
                    load.published = publisher.publish(event);
                    if (!load.published) {
                        return false;
                    }
                }
            }
            return true;
        }
    }

    /**
     * What was loaded for a slot, or why nothing was. The load is over with that. Waits for the loader only when a journal
     * is replayed, which has the event before the loader is done again.
     */
    Done take(String version, int slot) {
        boolean interrupted = false;
        try {
            synchronized (monitor) {
                Load load = find(version, slot);
                if (load != null) {
                    load.urgent = true;
                }
                while (load != null && load.event == null && !closed) {
                    try {
                        monitor.wait();
                    } catch (InterruptedException e) {
                        interrupted = true;
                    }
                }
                loads.remove(load);
                monitor.notifyAll();
                Command.VersionChecked event = load == null ? null : load.event;
                return load == null || event == null
                        ? new Done(null, "nobody has asked for it")
                        : new Done(load.result, event.fault());
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private @Nullable Load find(String version, int slot) {
        for (Load load : loads) {
            if (load.request.slot == slot && load.request.version.equals(version)) {
                return load;
            }
        }
        return null;
    }

    /** Whether that tick may be published; if not, what it waits for is in the ring, or will be. Any thread. */
    boolean isClear(long nextTick) {
        synchronized (monitor) {
            boolean clear = true;
            for (Load load : loads) {
                if (load.request.dueTick <= nextTick && !closed) {
                    clear = false;
                    load.wanted = true;
                    load.urgent = true;
                }
            }
            if (!clear) {
                publishWanted();
            }
            return clear;
        }
    }

    /** Blocks until that tick may be published. An interrupt is kept for later. */
    void awaitClear(long nextTick) {
        boolean interrupted = false;
        while (!isClear(nextTick)) {
            synchronized (monitor) {
                if (closed) {
                    break;
                }
                try {
                    monitor.wait(1);
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        Thread ending;
        synchronized (monitor) {
            closed = true;
            ending = thread;
            monitor.notifyAll();
        }
        if (ending != null) {
            try {
                ending.join(JOIN_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        synchronized (monitor) {
            for (Load load : loads) {
                if (load.result != null) {
                    load.result.code().close();
                }
            }
            loads.clear();
        }
    }
}
