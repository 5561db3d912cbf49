package io.aisletide.release.spec;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** All releases of a run and what they refer to, in the order of the file. */
public record ReleasePlan(List<RolloutSpec> releases, List<AnalysisTemplate> templates, List<BreakerSpec> breakers) {
    public static final ReleasePlan EMPTY = new ReleasePlan(List.of(), List.of(), List.of());

    public ReleasePlan {
        releases = List.copyOf(releases);
        templates = List.copyOf(templates);
        breakers = List.copyOf(breakers);
    }

    public @Nullable AnalysisTemplate template(String name) {
        for (AnalysisTemplate template : templates) {
            if (template.name().equals(name)) {
                return template;
            }
        }
        return null;
    }
}
