package io.aisletide.sim.testkit;

import io.aisletide.engine.FleetEngine;
import io.aisletide.sim.scenario.Scenario;
import io.aisletide.sim.scenario.ScenarioReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.LifecycleMethodExecutionExceptionHandler;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;
import org.junit.platform.commons.support.AnnotationSupport;

/** Makes the floors that {@link AisletideTest} promises, and lets a test that fails say what became of them. */
final class AisletideExtension
        implements ParameterResolver, TestExecutionExceptionHandler, LifecycleMethodExecutionExceptionHandler {
    private static final ExtensionContext.Namespace NAMESPACE =
            ExtensionContext.Namespace.create(AisletideExtension.class);
    private static final Set<Class<?>> OFFERED =
            Set.of(TestFloor.class, FleetEngine.class, Scenario.class, TestFloorBuilder.class);

    /** A failure's company: the report of a floor. Has no stack, because it is thrown by nobody. */
    private static final class FloorAtFailure extends RuntimeException {
        FloorAtFailure(String report) {
            super(report, null, false, false);
        }
    }

    /** The floors of one test or class; the store closes them with it. */
    private static final class Floors implements AutoCloseable {
        private final List<TestFloor> all = new ArrayList<>();
        private @Nullable TestFloor injected;

        void add(TestFloor floor, String nameOfTest) {
            floor.name(all.isEmpty() ? nameOfTest : nameOfTest + "-" + (all.size() + 1));
            all.add(floor);
        }

        @Override
        public void close() {
            all.forEach(TestFloor::close);
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return OFFERED.contains(parameter.getParameter().getType());
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        Floors floors = floorsOf(context);
        if (type == TestFloorBuilder.class) {
            return builder(context, floors);
        }
        TestFloor floor = floors.injected;
        if (floor == null) {
            floor = builder(context, floors).build();
            floors.injected = floor;
        }
        if (type == FleetEngine.class) {
            return floor.engine();
        }
        return type == Scenario.class ? floor.scenario() : floor;
    }

    /** Those of the class if a {@code @BeforeAll} method asked for one, else those of the test. */
    private static Floors floorsOf(ExtensionContext context) {
        return context.getStore(NAMESPACE).getOrComputeIfAbsent(Floors.class, key -> new Floors(), Floors.class);
    }

    private static TestFloorBuilder builder(ExtensionContext context, Floors floors) {
        AisletideTest wanted = context.getElement()
                .flatMap(element -> AnnotationSupport.findAnnotation(element, AisletideTest.class))
                .or(() -> AnnotationSupport.findAnnotation(context.getRequiredTestClass(), AisletideTest.class))
                .orElseThrow();
        TestFloorBuilder builder = TestFloor.builder()
                .robots(wanted.robots())
                .threads(wanted.threads())
                .mode(wanted.mode())
                .onBuild(floor -> floors.add(floor, nameOf(context)));
        if (!wanted.file().isEmpty() && !wanted.text().isEmpty()) {
            throw new ExtensionConfigurationException("@AisletideTest has a file and a text; give one");
        }
        if (!wanted.file().isEmpty()) {
            builder.scenario(fromFile(wanted.file(), context.getRequiredTestClass()));
        } else if (!wanted.text().isEmpty()) {
            builder.scenario(ScenarioReader.parse(wanted.text(), "@AisletideTest", Path.of("")));
        }
        if (wanted.seed() != AisletideTest.UNSET) {
            builder.seed(wanted.seed());
        }
        if (!wanted.saveTo().isEmpty()) {
            builder.saveTo(Path.of(wanted.saveTo()));
        }
        return builder;
    }

    private static Scenario fromFile(String name, Class<?> testClass) {
        Path file = Path.of(name);
        if (Files.exists(file)) {
            return ScenarioReader.read(file);
        }
        try (InputStream resource = testClass.getResourceAsStream(name)) {
            if (resource == null) {
                throw new ExtensionConfigurationException("@AisletideTest: there is no file " + file.toAbsolutePath()
                        + ", and no resource '" + name + "' beside " + testClass.getName());
            }
            String text = new String(resource.readAllBytes(), StandardCharsets.UTF_8);
            return ScenarioReader.parse(text, name, Path.of(""));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static String nameOf(ExtensionContext context) {
        String method = context.getTestMethod().map(found -> "." + found.getName()).orElse("");
        return context.getRequiredTestClass().getSimpleName() + method;
    }

    @Override
    public void handleTestExecutionException(ExtensionContext context, Throwable failure) throws Throwable {
        throw reported(context, failure);
    }

    @Override
    public void handleBeforeEachMethodExecutionException(ExtensionContext context, Throwable failure) throws Throwable {
        throw reported(context, failure);
    }

    @Override
    public void handleAfterEachMethodExecutionException(ExtensionContext context, Throwable failure) throws Throwable {
        throw reported(context, failure);
    }

    private static Throwable reported(ExtensionContext context, Throwable failure) {
        Floors floors = context.getStore(NAMESPACE).get(Floors.class, Floors.class);
        if (floors != null && !FloorReport.isIn(failure)) {
            for (TestFloor floor : floors.all) {
                failure.addSuppressed(new FloorAtFailure(reportOf(floor)));
            }
        }
        return failure;
    }

    /** A report that cannot be made must not hide the failure that it is about. */
    private static String reportOf(TestFloor floor) {
        try {
            return floor.report();
        } catch (RuntimeException noReport) {
            return "the floor cannot be reported: " + noReport;
        }
    }
}
