package io.aisletide.engine;

import io.aisletide.traffic.SavedWorld;
import io.aisletide.traffic.TrafficWorld;
import io.aisletide.traffic.World;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;

/** Puts faults into an engine's floor, so that those who look for faults can be tested. */
public final class FaultyWorlds {
    private FaultyWorlds() {}

    /** Sees every call to the floor, and may do harm before or after. */
    public interface Fault {
        /** Called after the floor has done what was asked; what it returns is returned instead. */
        Object after(TrafficWorld world, int threads, Method method, Object[] arguments, Object result);
    }

    /** Makes the fault of one run, which may remember things. */
    public interface FaultFactory {
        Fault create();
    }

    public static void plant(FleetEngineBuilder builder, FaultFactory faults) {
        builder.worlds((floor, motion, seed, threads, demand, listener) -> {
            TrafficWorld world = new TrafficWorld(floor, motion, seed, threads, demand);
            world.listener(listener);
            Fault fault = faults.create();
            return (World) Proxy.newProxyInstance(
                    World.class.getClassLoader(),
                    new Class<?>[] {SavedWorld.class, AutoCloseable.class},
                    (proxy, method, arguments) -> {
                        Object[] given = arguments == null ? new Object[0] : arguments;
                        try {
                            return fault.after(world, threads, method, given, method.invoke(world, given));
                        } catch (InvocationTargetException thrown) {
                            throw thrown.getCause();
                        }
                    });
        });
    }
}
