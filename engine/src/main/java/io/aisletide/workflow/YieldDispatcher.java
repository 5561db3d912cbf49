package io.aisletide.workflow;

import io.aisletide.api.Code;
import io.aisletide.api.Version;
import io.aisletide.api.YieldVersion;
import io.aisletide.fleet.Robots;
import io.aisletide.traffic.TrafficView;
import io.aisletide.traffic.YieldAdvice;
import io.aisletide.traffic.YieldBatch;

/**
 * {@code yield}: asked each time that a robot has stood still on its way, always of the version that the routing table names
 * then.
 */
final class YieldDispatcher extends BatchDispatcher<YieldCaller> implements YieldAdvice {
    private YieldBatch batch = new YieldBatch();

    YieldDispatcher(ZoneMap zones, long seed) {
        super(Endpoint.YIELD, zones, seed);
    }

    @Override
    YieldCaller newCaller(TrafficView view, long fuel) {
        return new YieldCaller(fuel);
    }

    @Override
    public void advise(YieldBatch asked, TrafficView with) {
        batch = asked;
        run(asked.count(), false, with);
    }

    @Override
    int robot(int i) {
        return batch.robot(i);
    }

    @Override
    Code ask(YieldCaller caller, Version<?, ?> version, int i, Scene<YieldCaller> at) {
        int robot = batch.robot(i);
        caller.question.ofRobot(at.view(), robot);
        caller.question.stoodTicks = at.view().robots().get(robot, Robots.STALLED);
        caller.question.patiencePoints = at.view().patiencePoints();
        Code code = caller.ask((YieldVersion) version, at.floor());
        if (code == Code.OK) {
            batch.answer(i, caller.reply.points);
        }
        return code;
    }

    /** The batch comes with what is granted when nobody says otherwise. */
    @Override
    void fallBack(int i) {}
}
