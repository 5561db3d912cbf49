package io.aisletide.release.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class AuditLogTest {
    /** Cases of RFC 8785, appendix B, and of ECMAScript's own text. */
    @Test
    void shouldWriteNumbersAsEcmaScript() {
        assertThat(CanonicalJson.number(0.0)).isEqualTo("0");
        assertThat(CanonicalJson.number(-0.0)).isEqualTo("0");
        assertThat(CanonicalJson.number(5e-324)).isEqualTo("5e-324");
        assertThat(CanonicalJson.number(Double.MAX_VALUE)).isEqualTo("1.7976931348623157e+308");
        assertThat(CanonicalJson.number(9007199254740992.0)).isEqualTo("9007199254740992");
        assertThat(CanonicalJson.number(295147905179352830000.0)).isEqualTo("295147905179352830000");
        assertThat(CanonicalJson.number(9.999999999999997e22)).isEqualTo("9.999999999999997e+22");
        assertThat(CanonicalJson.number(1e23)).isEqualTo("1e+23");
        assertThat(CanonicalJson.number(1e21)).isEqualTo("1e+21");
        assertThat(CanonicalJson.number(0.000001)).isEqualTo("0.000001");
        assertThat(CanonicalJson.number(1e-7)).isEqualTo("1e-7");
        assertThat(CanonicalJson.number(-1.5)).isEqualTo("-1.5");
        assertThat(CanonicalJson.number(333333333.33333329)).isEqualTo("333333333.3333333");
        assertThat(CanonicalJson.number(2e-3)).isEqualTo("0.002");
        assertThatThrownBy(() -> CanonicalJson.number(Double.NaN)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void shouldWriteNumbersThatReadBackAsTheSame() {
        Random random = new Random(3);
        for (int i = 0; i < 2_000; i++) {
            double value = Double.longBitsToDouble(random.nextLong());
            if (Double.isFinite(value)) {
                assertThat(Double.parseDouble(CanonicalJson.number(value))).isEqualTo(value);
            }
        }
    }

    @Test
    void shouldSortNamesAndEscapeText() {
        TreeMap<String, Object> map = new TreeMap<>(Map.of("b", 1L, "a", "\u20ac\n\"\\\u0001", "\u00f6", true, "A", List.of("x", 2L)));
        assertThat(CanonicalJson.of(map))
                .isEqualTo("{\"A\":[\"x\",2],\"a\":\"\u20ac\\n\\\"\\\\\\u0001\",\"b\":1,\"\u00f6\":true}");
    }

    /** The naive form of RFC 6962, section 2.1, as it stands there. */
    @Test
    void shouldGiveTheMerkleRootOfTheRfc() {
        Sha256 sha = new Sha256();
        MerkleTree tree = new MerkleTree(sha);
        List<byte[]> leaves = new ArrayList<>();
        assertThat(Sha256.hex(tree.root())).isEqualTo("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
        for (int i = 0; i < 70; i++) {
            byte[] leaf = ("leaf " + i).getBytes(StandardCharsets.UTF_8);
            leaves.add(leaf);
            tree.add(leaf);
            assertThat(tree.root()).isEqualTo(naive(sha, leaves));
        }
    }

    private static byte[] naive(Sha256 sha, List<byte[]> leaves) {
        if (leaves.size() == 1) {
            return sha.of(0, leaves.get(0), new byte[0]);
        }
        int split = Integer.highestOneBit(leaves.size() - 1);
        return sha.of(
                1,
                naive(sha, leaves.subList(0, split)),
                naive(sha, leaves.subList(split, leaves.size())));
    }

    @Test
    void shouldWriteACheckpointAfterEvery1024Records() {
        List<String> lines = new ArrayList<>();
        AuditLog log = new AuditLog((record, line) -> lines.add(line));
        for (int i = 0; i < 3_000; i++) {
            log.append(new AuditRecord(AuditKind.MEASURED, i).with("i", (long) i));
        }
        assertThat(lines).hasSize(3_002).hasSize((int) log.size());
        assertThat(lines.get(1_024)).contains("\"kind\":\"Checkpoint\"").contains("\"entries\":1024");
        assertThat(lines.get(2_049)).contains("\"kind\":\"Checkpoint\"").contains("\"entries\":2049");
        assertThat(lines.get(3_001)).contains("\"hash\":\"" + log.head() + "\"");
    }
}
