package io.aisletide.release.analysis;

import io.aisletide.release.spec.TickRate;
import java.util.List;

/**
 * What all analyses of a run share.
 *
 * @param zones of the floor
 * @param codes number of fault codes
 * @param endpoints names, by number
 * @param errorRetryTicks after which a measurement that failed is tried again
 * @param restartTicks after which a sequential test lets a fresh process join
 */
public record AnalysisSettings(
        long seed, int zones, int codes, List<String> endpoints, int errorRetryTicks, int restartTicks) {
    public static AnalysisSettings of(
            long seed, int zones, int codes, List<String> endpoints, TickRate rate) {
        return new AnalysisSettings(seed, zones, codes, endpoints, rate.seconds(10), rate.seconds(60));
    }
}
