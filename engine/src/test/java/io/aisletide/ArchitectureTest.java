package io.aisletide;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The arrows between the engine's rooms, and what no decision may read. A room depends on rooms before it only; a new
 * room has to be given its place here.
 */
@AnalyzeClasses(packages = "io.aisletide", importOptions = ArchitectureTest.MainClasses.class)
class ArchitectureTest {
    private static final String ROOT = "io.aisletide.";

    /** Each room may use those before it. */
    private static final List<String> ROOMS =
            List.of("state", "grid", "fleet", "metrics", "distance", "traffic", "api", "workflow", "release", "command", "journal", "engine");

    /** Rooms whose every result is a function of floor, commands and seed. */
    private static final String[] DETERMINISTIC =
            packages(List.of("grid", "fleet", "distance", "traffic", "api", "workflow", "release", "command"));

    @ArchTest
    static void shouldKnowThePlaceOfEveryRoom(JavaClasses classes) {
        assertThat(classes.stream().map(ArchitectureTest::roomOf).distinct()).isSubsetOf(ROOMS);
    }

    @ArchTest
    static void shouldDependOnEarlierRoomsOnly(JavaClasses classes) {
        for (int i = 0; i < ROOMS.size() - 1; i++) {
            noClasses()
                    .that()
                    .resideInAPackage(ROOT + ROOMS.get(i) + "..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(packages(ROOMS.subList(i + 1, ROOMS.size())))
                    .allowEmptyShould(true)
                    .check(classes);
        }
    }

    @ArchTest
    static final ArchRule shouldShowPlugInsNothingOfTheEngine = noClasses()
            .that()
            .resideInAPackage(ROOT + "api..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(packages(
                    ROOMS.stream().filter(room -> !room.equals("api")).toList()))
            .because("what a plug-in sees has to stay");

    @ArchTest
    static final ArchRule shouldNotKnowTheSimulator = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(ROOT + "sim..", ROOT + "bench..")
            .because("the engine is the controller, the simulator its plant");

    @ArchTest
    static final ArchRule shouldNotPrint = noClasses()
            .should()
            .accessField(System.class, "out")
            .orShould()
            .accessField(System.class, "err")
            .orShould()
            .callMethod(Throwable.class, "printStackTrace");

    @ArchTest
    static final ArchRule shouldNotReadTheClockInADecision = noClasses()
            .that()
            .resideInAnyPackage(DETERMINISTIC)
            .should()
            .callMethod(System.class, "nanoTime")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .dependOnClassesThat()
            .haveFullyQualifiedName("java.time.Clock")
            .orShould()
            .callMethod(java.time.Instant.class, "now")
            .allowEmptyShould(true)
            .because("a replay has to give the same result");

    @ArchTest
    static final ArchRule shouldNotShareRandomnessInADecision = noClasses()
            .that()
            .resideInAnyPackage(DETERMINISTIC)
            .should()
            .dependOnClassesThat()
            .areAssignableTo(Random.class)
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(ThreadLocalRandom.class)
            .orShould()
            .callMethod(Math.class, "random")
            .orShould()
            .callMethod(System.class, "identityHashCode", Object.class)
            .allowEmptyShould(true)
            .because("draws are keyed by seed, purpose and entity, so that their order does not matter");

    private static String[] packages(List<String> rooms) {
        return rooms.stream().map(room -> ROOT + room + "..").toArray(String[]::new);
    }

    private static String roomOf(JavaClass javaClass) {
        String inside = javaClass.getPackageName().substring(ROOT.length());
        int dot = inside.indexOf('.');
        return dot < 0 ? inside : inside.substring(0, dot);
    }

    /** ArchUnit's own option knows one name of the build directory only; ours varies. */
    static final class MainClasses implements ImportOption {
        @Override
        public boolean includes(Location location) {
            return !location.contains("/test-classes/");
        }
    }
}
