package io.aisletide.sim;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** What keeps the simulator's judgement apart from what it judges. */
@AnalyzeClasses(packages = "io.aisletide", importOptions = ArchitectureTest.MainClasses.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule shouldVerifyWithoutTheCodeUnderTest = noClasses()
            .that()
            .resideInAPackage("io.aisletide.sim.verify..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.aisletide.traffic..", "io.aisletide.distance..")
            .allowEmptyShould(true)
            .because("a checker that asks the router would repeat its faults");

    @ArchTest
    static final ArchRule shouldLeaveTheCommandLineToUsers = noClasses()
            .that()
            .resideOutsideOfPackage("io.aisletide.sim.cli..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.aisletide.sim.cli..")
            .allowEmptyShould(true)
            .because("everything that a command does can be called without it");

    @ArchTest
    static final ArchRule shouldRunWithoutTestLibraries = noClasses()
            .that()
            .resideOutsideOfPackage("io.aisletide.sim.testkit..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.aisletide.sim.testkit..", "org.junit..", "org.assertj..")
            .because("the runnable jar does not bring them");

    /** ArchUnit's own option knows one name of the build directory only; ours varies. */
    static final class MainClasses implements ImportOption {
        @Override
        public boolean includes(Location location) {
            return !location.contains("/test-classes/");
        }
    }
}
