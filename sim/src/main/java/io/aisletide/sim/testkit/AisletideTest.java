package io.aisletide.sim.testkit;

import io.aisletide.engine.ThreadingMode;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Gives the tests of a class, or one test, a floor of their own. A test names what it wants as a parameter: a {@link
 * TestFloor}, its {@link io.aisletide.engine.FleetEngine}, its {@link io.aisletide.sim.scenario.Scenario}, or a {@link
 * TestFloorBuilder} with these settings, to be changed before it builds. Floors are closed after the test; one that is
 * asked for in a {@code @BeforeAll} method is shared by the class.
 *
 * <p>Without {@link #file} and {@link #text} the floor is a generated warehouse, just large enough for its robots, with
 * random goals. A test that fails says seed, tick, and how to run the same floor with the same commands again. The
 * annotation at a method replaces the one at its class.
 */
@Documented
@Inherited
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(AisletideExtension.class)
public @interface AisletideTest {
    /** For {@link #seed}: the scenario's own, or the builder's. */
    long UNSET = Long.MIN_VALUE;

    /** A scenario file: a path, or else a class path resource beside the test class. */
    String file() default "";

    /** A scenario in YAML, instead of a file. */
    String text() default "";

    /** Robots of the generated warehouse. */
    int robots() default 100;

    /** Of all randomness; the system property {@value TestFloorBuilder#SEED_PROPERTY} overrides it. */
    long seed() default UNSET;

    /** Threads that share the work of a tick; no result depends on it. */
    int threads() default 1;

    ThreadingMode mode() default ThreadingMode.FUSED;

    /**
     * Folder for scenario files of tests that fail and of deadlocks that are found; without one nothing is written. The
     * system property {@value TestFloorBuilder#FOLDER_PROPERTY} gives one to all tests.
     */
    String saveTo() default "";
}
