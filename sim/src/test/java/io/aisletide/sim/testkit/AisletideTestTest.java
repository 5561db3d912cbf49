package io.aisletide.sim.testkit;

import static io.aisletide.sim.testkit.AisletideAssertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import io.aisletide.engine.FleetEngine;
import io.aisletide.sim.scenario.Scenario;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** The extension, by tests that use it as it should be used, and by some that fail and are looked at from outside. */
@AisletideTest(robots = 1_000, seed = 5)
class AisletideTestTest {
    private static final String OUTER = "io.aisletide.sim.testkit.outer";
    private static final String TEXT =
            """
            apiVersion: aisletide/v1
            kind: Scenario
            metadata: {name: text}
            floor: {drawing: ["......"]}
            fleet: {placement: {at: [[0, 0]]}}
            demand: {goals: [[5, 0]]}
            """;

    @Test
    void shouldInjectAFloorWithItsEngineAndScenario(TestFloor floor, FleetEngine engine, Scenario scenario) {
        assertThat(engine).isSameAs(floor.engine());
        assertThat(scenario.seed()).isEqualTo(5);
        assertThat(engine.robots().robotCount()).isEqualTo(1_000);
        assertThat(floor.advance(40)).isSafe().hasReachedAtLeast(1);
    }

    @Test
    void shouldInjectABuilderWithTheSettingsOfTheAnnotation(TestFloorBuilder builder) {
        TestFloor floor = builder.robots(10).build();
        assertThat(floor.scenario().seed()).isEqualTo(5);
        assertThat(floor.robots().robotCount()).isEqualTo(10);
    }

    @Test
    @AisletideTest(text = TEXT)
    void shouldPreferTheAnnotationOfTheMethod(TestFloor floor) {
        assertThat(floor.scenario().name()).isEqualTo("text");
        assertThat(floor.advanceUntil(f -> f.goalsReached() == 1, 10)).isEqualTo(5);
    }

    @Nested
    @AisletideTest(file = "../scenarios/small.yaml")
    class OnAFloorOfTheClass {
        private static long lastTick;

        @BeforeAll
        static void run(TestFloor floor) {
            floor.advance(20);
            lastTick = floor.tick();
        }

        @Test
        void shouldShareItWithTheTest(TestFloor floor) {
            assertThat(floor.tick()).isEqualTo(lastTick).isEqualTo(20);
            assertThat(floor.scenario().name()).isEqualTo("small");
        }
    }

    /** Run by the tests below only. */
    @EnabledIfSystemProperty(named = OUTER, matches = "true")
    @AisletideTest(robots = 20)
    static class Failing {
        static final List<TestFloor> FLOORS = new ArrayList<>();

        @Test
        void shouldFail(TestFloor floor) {
            FLOORS.add(floor.advance(12));
            throw new IllegalStateException("the test's own fault");
        }

        @Test
        @AisletideTest(text = "nonsense: true")
        void shouldNotStart(TestFloor floor) {}

        @Test
        @AisletideTest(file = "missing.yaml")
        void shouldNotFindItsFile(TestFloor floor) {}
    }

    @Test
    void shouldReportTheFloorBesideTheFailureOfATest(@TempDir Path folder) throws IOException {
        System.setProperty(TestFloorBuilder.FOLDER_PROPERTY, folder.toString());
        System.setProperty(TestFloorBuilder.SEED_PROPERTY, "99");
        Map<String, Throwable> failures;
        try {
            failures = failuresOf(Failing.class);
        } finally {
            System.clearProperty(TestFloorBuilder.FOLDER_PROPERTY);
            System.clearProperty(TestFloorBuilder.SEED_PROPERTY);
        }

        Path file = folder.resolve("Failing.shouldFail.yaml");
        assertThat(failures).containsOnlyKeys("shouldFail(TestFloor)", "shouldNotStart(TestFloor)", "shouldNotFindItsFile(TestFloor)");
        assertThat(failures.get("shouldFail(TestFloor)"))
                .hasMessage("the test's own fault")
                .satisfies(failure -> assertThat(failure.getSuppressed()).hasSize(1));
        assertThat(failures.get("shouldFail(TestFloor)").getSuppressed()[0].toString())
                .contains("seed 99, tick 12", "./aisletide run " + file.toAbsolutePath() + " --mode fused --threads 1");
        try (TestFloor again = TestFloor.of(file)) {
            assertThat(again.advance(12).engine().stateHash()).isNotZero();
            assertThat(again.scenario().clock().durationTicks()).isEqualTo(12);
            assertThat(again.scenario().seed()).isEqualTo(99);
        }
        assertThat(failures.get("shouldNotStart(TestFloor)")).hasMessageContaining("@AisletideTest:1:1: nonsense: unknown key");
        assertThat(failures.get("shouldNotFindItsFile(TestFloor)")).hasMessageContaining("no resource 'missing.yaml' beside");
    }

    @Test
    void shouldCloseFloorsAndWriteNothingByItself() throws IOException {
        Failing.FLOORS.clear();
        long before = files();
        failuresOf(Failing.class);

        assertThat(files()).isEqualTo(before);
        assertThat(Failing.FLOORS).hasSize(1);
        AisletideAssertions.assertThatThrownBy(() -> Failing.FLOORS.get(0).engine().advance(1))
                .hasMessage("the engine is closed");
    }

    private static long files() throws IOException {
        try (Stream<Path> here = Files.list(Path.of(""))) {
            return here.count();
        }
    }

    static Map<String, Throwable> failuresOf(Class<?> testClass) {
        Map<String, Throwable> failures = new TreeMap<>();
        LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request().selectors(selectClass(testClass)).build();
        System.setProperty(OUTER, "true");
        try {
            LauncherFactory.create().execute(request, new TestExecutionListener() {
                @Override
                public void executionFinished(TestIdentifier test, TestExecutionResult result) {
                    result.getThrowable().ifPresent(thrown -> failures.put(test.getDisplayName(), thrown));
                }
            });
        } finally {
            System.clearProperty(OUTER);
        }
        return failures;
    }
}
