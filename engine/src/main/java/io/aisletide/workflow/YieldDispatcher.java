package io.aisletide.workflow;

import io.aisletide.api.Code;
import io.aisletide.api.Version;
import io.aisletide.api.YieldVersion;
import io.aisletide.fleet.Robots;
import io.aisletide.state.StateReader;
import io.aisletide.state.StateWriter;
import io.aisletide.traffic.TrafficView;
import io.aisletide.traffic.YieldAdvice;
import io.aisletide.traffic.YieldBatch;
import org.jspecify.annotations.Nullable;

/**
 * {@code yield}: asked each time that a robot has stood still on its way, always of the version that the routing table names
 * then.
 */
public final class YieldDispatcher extends EndpointDispatcher implements YieldAdvice {
    private final long seed;
    private final ZoneMap zones;
    private final RequestLog log;

    private @Nullable TrafficView view;
    private @Nullable LiveFloor floor;
    private YieldCaller[] callers = new YieldCaller[0];
    private YieldBatch batch = new YieldBatch();

    YieldDispatcher(ZoneMap zones, long seed) {
        super(Endpoint.YIELD, zones);
        this.zones = zones;
        this.seed = seed;
        log = new RequestLog();
    }

    /** The floor that is asked about. */
    void look(TrafficView with) {
        view = with;
        floor = new LiveFloor(with, zones, seed);
        callers = new YieldCaller[with.threads()];
        for (int i = 0; i < callers.length; i++) {
            callers[i] = new YieldCaller(Contracts.of(Endpoint.YIELD).budget().fuel());
        }
    }

    @Override
    public void advise(YieldBatch asked, TrafficView with) {
        if (view != with) {
            look(with);
        }
        batch = asked;
        log.note(asked.count(), 0, i -> asked.robot(i), with);
        run(asked.count(), with);
    }

    @Override
    int robot(int i) {
        return batch.robot(i);
    }

    @Override
    Code ask(int worker, Version<?, ?> version, int i, boolean explain) {
        YieldCaller caller = callers[worker];
        LiveFloor seen = floor;
        TrafficView with = view;
        if (seen == null || with == null) {
            throw new IllegalStateException("nobody has asked yet");
        }
        int robot = batch.robot(i);
        caller.question.ofRobot(with, robot);
        caller.question.stoodTicks = with.robots().get(robot, Robots.STALLED);
        caller.question.patiencePoints = with.patiencePoints();
        caller.explain(explain);
        Code code = caller.ask((YieldVersion) version, seen);
        if (code == Code.OK) {
            batch.answer(i, caller.reply.points);
        }
        return code;
    }

    @Override
    YieldCaller caller(int worker) {
        return callers[worker];
    }

    /** The batch comes with what is granted when nobody says otherwise. */
    @Override
    void fallBack(int i) {}

    /** What has been asked lately, with the floor as it is; null if nothing has. */
    @Nullable Rehearsal recorded() {
        TrafficView with = view;
        return with == null || log.size() == 0 ? null : Rehearsal.recorded(log, with, zones, seed);
    }

    @Override
    void saveMore(StateWriter to) {
        log.save(to);
    }

    @Override
    void restoreMore(StateReader from) {
        log.restore(from);
    }
}
