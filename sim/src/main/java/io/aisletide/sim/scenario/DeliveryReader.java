package io.aisletide.sim.scenario;

import io.aisletide.release.spec.AnalysisTemplate;
import io.aisletide.release.spec.BreakerSpec;
import io.aisletide.release.spec.FieldFault;
import io.aisletide.release.spec.KnownVersions;
import io.aisletide.release.spec.ReleasePlan;
import io.aisletide.release.spec.RolloutSpec;
import io.aisletide.release.spec.SpecValidator;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Reads {@code contracts}, {@code workflows}, {@code versions}, {@code analysisTemplates}, {@code circuitBreakers} and {@code releases}.
 * What is wrong with a single field is found here; what is wrong with a plan as a whole is found by {@link
 * SpecValidator}, whose faults name fields as this file does.
 */
final class DeliveryReader {
    private final Problems problems;
    private final NamedFiles files;
    private final Scenario.Clock clock;

    DeliveryReader(Problems problems, NamedFiles files, Scenario.Clock clock) {
        this.problems = problems;
        this.files = files;
        this.clock = clock;
    }

    DeliverySpec read(Section top, Source source) {
        new ContractReader(problems).check(top.list("contracts", "'contracts'"));
        int before = problems.lines().size();
        VersionReader versionReader = new VersionReader(problems, files, clock);
        List<VersionSpec> versions = versionReader.versions(top.list("versions", "'versions'"));
        var stable = versionReader.workflows(top.section("workflows", "'workflows'"));
        List<AnalysisTemplate> templates = new AnalysisReader(problems, clock.tickNanos())
                .templates(top.list("analysisTemplates", "'analysisTemplates'"));
        List<BreakerSpec> breakers = new BreakerReader(problems, clock.tickNanos())
                .read(top.list("circuitBreakers", "'circuitBreakers'"));
        List<RolloutSpec> releases =
                new RolloutReader(problems, clock, versionReader, templates).read(top.list("releases", "'releases'"));
        ReleasePlan plan = new ReleasePlan(releases, templates, breakers);
        if (problems.lines().size() == before) {
            KnownVersions known = new KnownVersions(Set.copyOf(BuiltInVersions.CALLED), versionReader.endpoints());
            for (FieldFault fault : SpecValidator.faultsOf(plan, known)) {
                source.report(problems, fault.path(), fault.message());
            }
        }
        return new DeliverySpec(stable, versions, plan);
    }

    /** The texts of a list, or of a single text. */
    static List<String> texts(Section section, String key, Problems problems) {
        YamlValue value = section.value(key);
        List<String> texts = new ArrayList<>();
        if (value instanceof YamlValue.Sequence sequence) {
            for (YamlValue item : sequence.items()) {
                String text = Section.text(item, problems);
                if (text != null) {
                    texts.add(text);
                }
            }
        } else if (value != null) {
            String text = Section.text(value, problems);
            if (text != null) {
                texts.add(text);
            }
        }
        return texts;
    }

    /** A constant's name as Argo and Flagger write theirs: {@code Abort}. */
    static String capitalised(Enum<?> constant) {
        String name = constant.name();
        return name.charAt(0) + name.substring(1).toLowerCase(java.util.Locale.ROOT);
    }
}
