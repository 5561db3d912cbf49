package io.aisletide.sim.cli;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;

/**
 * Signals of the operating system, so that a request to stop need not begin the JVM's shutdown: libraries that a run has
 * not used yet cannot be loaded during that. JDKs have them as {@code sun.misc.Signal} in the module {@code jdk.unsupported};
 * by reflection, since the compiler warns of that class and cannot be told not to.
 */
final class ProcessSignals {
    private static final String SIGNAL = "sun.misc.Signal";
    private static final String HANDLER = "sun.misc.SignalHandler";

    private ProcessSignals() {}

    /**
     * Has a signal run something, each time on a thread of its own, instead of ending the process. One that the process was
     * started to ignore, as by {@code nohup}, is ignored still.
     *
     * @param name without SIG, such as INT
     * @return false if this JVM or this system does not allow it
     */
    static boolean handle(String name, Runnable then) {
        try {
            Class<?> signalType = Class.forName(SIGNAL);
            Class<?> handlerType = Class.forName(HANDLER);
            Method handle = signalType.getMethod("handle", signalType, handlerType);
            Object signal = signalType.getConstructor(String.class).newInstance(name);
            Object before = handle.invoke(null, signal, handler(handlerType, then));
            Object ignoring = handlerType.getField("SIG_IGN").get(null);
            if (before == ignoring) {
                handle.invoke(null, signal, ignoring);
            }
            return true;
        } catch (ReflectiveOperationException unavailable) {
            return false;
        }
    }

    @SuppressWarnings("NullAway") // an invocation handler answers null for void
    private static Object handler(Class<?> handlerType, Runnable then) {
        return Proxy.newProxyInstance(
                handlerType.getClassLoader(), new Class<?>[] {handlerType}, (self, method, arguments) -> switch (method.getName()) {
                    case "equals" -> self == arguments[0];
                    case "hashCode" -> System.identityHashCode(self);
                    case "toString" -> HANDLER;
                    default -> {
                        then.run();
                        yield null;
                    }
                });
    }
}
