package io.aisletide.sim.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.aisletide.release.audit.AuditKind;
import io.aisletide.release.audit.AuditLog;
import io.aisletide.release.audit.AuditRecord;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AuditVerifierTest {
    private static final int RECORDS = 2_500;
    private final List<String> lines = new ArrayList<>();
    private final AuditLog log = new AuditLog((record, line) -> lines.add(line));

    AuditVerifierTest() {
        Random random = new Random(5);
        for (int i = 0; i < RECORDS; i++) {
            log.append(new AuditRecord(i % 7 == 0 ? AuditKind.WEIGHT_SET : AuditKind.MEASURED, i / 3)
                    .with("release", "plan-route \"1.5\"\n\u00e4\u0007")
                    .with("weight", (long) i % 100)
                    .with("value", Math.scalb(random.nextDouble(), random.nextInt(200) - 100))
                    .with("evidence", Map.of("num", 3L, "den", 40L, "ok", true)));
        }
    }

    private static AuditReport verify(List<String> lines, @Nullable String root) throws IOException {
        return AuditVerifier.verify(new StringReader(String.join("\n", lines) + "\n"), root);
    }

    @Test
    void shouldAcceptWhatTheEngineWrote() throws IOException {
        AuditReport report = verify(lines, log.root());
        assertThat(report.fault()).isNull();
        assertThat(report.lines()).isEqualTo(RECORDS + 2).isEqualTo(log.size());
        assertThat(report.root()).isEqualTo(log.root());
    }

    @Test
    void shouldNameTheLineThatWasChanged() throws IOException {
        for (int line : new int[] {0, 1, 700, 1_024, 1_500, lines.size() - 1}) {
            List<String> changed = new ArrayList<>(lines);
            changed.set(line, changed.get(line).replaceFirst("\"simTime\":", "\"simTime\":1"));
            assertThat(verify(changed, null).fault())
                    .isEqualTo(new AuditReport.Fault(line + 1, "was changed: its content does not give its hash"));
        }
    }

    /** Every character of a line, each changed in turn. */
    @Test
    void shouldNoticeAnyChangedCharacter() throws IOException {
        List<String> few = new ArrayList<>(lines.subList(0, 3));
        String line = few.get(1);
        for (int at = 0; at < line.length(); at++) {
            char other = line.charAt(at) == '7' ? '8' : '7';
            few.set(1, line.substring(0, at) + other + line.substring(at + 1));
            AuditReport.Fault fault = verify(few, null).fault();
            assertThat(fault).as("character %d", at).isNotNull();
            assertThat(fault == null ? 0 : fault.line()).as("character %d", at).isEqualTo(2);
        }
    }

    @Test
    void shouldNoticeLinesThatAreMissingAddedOrMoved() throws IOException {
        List<String> missing = new ArrayList<>(lines);
        missing.remove(10);
        assertThat(verify(missing, null).fault())
                .isEqualTo(new AuditReport.Fault(11, "has the number 11, and 10 comes next: lines were taken out, put in or moved"));
        List<String> doubled = new ArrayList<>(lines);
        doubled.add(10, lines.get(9));
        assertThat(verify(doubled, null).fault())
                .isEqualTo(new AuditReport.Fault(11, "has the number 9, and 10 comes next: lines were taken out, put in or moved"));
        List<String> cut = lines.subList(0, lines.size() - 1);
        assertThat(verify(cut, null).fault()).isNull();
        AuditReport.Fault end = verify(cut, log.root()).fault();
        assertThat(end == null ? 0 : end.line()).isEqualTo(lines.size());
    }

    /** A whole chain made anew from some line on is right in itself; the root from the summary tells. */
    @Test
    void shouldNoticeAForgedTailByItsRoot() throws IOException {
        List<String> forged = new ArrayList<>();
        AuditLog other = new AuditLog((record, line) -> forged.add(line));
        for (int i = 0; i < RECORDS; i++) {
            other.append(new AuditRecord(AuditKind.MEASURED, i));
        }
        assertThat(verify(forged, null).isRight()).isTrue();
        assertThat(verify(forged, log.root()).isRight()).isFalse();
    }

    @Test
    void shouldNoticeAnotherFormOfTheSame() throws IOException {
        List<String> spaced = new ArrayList<>(lines);
        spaced.set(4, lines.get(4).replace("\"n\":4", "\"n\": 4"));
        assertThat(verify(spaced, null).fault())
                .isEqualTo(new AuditReport.Fault(5, "is not in the form of RFC 8785"));
    }

    @Test
    void shouldSayWhatIsWrongWithALineThatIsNone() throws IOException {
        String line = lines.get(4);
        assertThat(faultOf("garbage")).isEqualTo("is no line of an audit log: it is not JSON");
        assertThat(faultOf("[1]")).isEqualTo("is no line of an audit log: it is not a JSON object");
        assertThat(faultOf("")).isEqualTo("is empty");
        assertThat(faultOf(line.substring(0, line.length() / 2))).isEqualTo("is cut off");
    }

    private String faultOf(String fifthLine) throws IOException {
        List<String> changed = new ArrayList<>(lines);
        changed.set(4, fifthLine);
        AuditReport.Fault fault = verify(changed, null).fault();
        assertThat(fault == null ? 0 : fault.line()).isEqualTo(5);
        return fault == null ? "" : fault.message();
    }
}
