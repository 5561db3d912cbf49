package io.aisletide.sim.scenario;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The published JSON Schema of scenario files (draft 2020-12), and checks against it. The reader is the stricter of the
 * two; this check is for {@code aisletide validate}, so that a file that it calls fine is fine in an editor too. Loading
 * the validator takes longer than reading a scenario, so nothing else touches this class.
 */
public final class ScenarioSchema {
    private static final String SLF4J_VERBOSITY = "slf4j.internal.verbosity";
    private static final String RESOURCE = "scenario.schema.json";

    private ScenarioSchema() {}

    /** The schema as JSON. */
    public static String text() {
        return Resources.text(RESOURCE);
    }

    /** @throws InvalidInputException with file:line:column of everything that the schema refuses */
    public static void check(Source source) {
        YamlValue root = source.root();
        if (root == null) {
            return;
        }
        Problems problems = new Problems(source.label());
        check(root, problems);
        problems.throwIfAny();
    }

    static void check(YamlValue root, Problems problems) {
        // The validator logs through SLF4J, which complains on standard error that nobody listens.
        if (System.getProperty(SLF4J_VERBOSITY) == null) {
            System.setProperty(SLF4J_VERBOSITY, "ERROR");
        }
        SchemaRegistry registry = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
        Schema schema = registry.getSchema(text(), InputFormat.JSON);
        List<Error> errors = schema.validate(json(root));
        for (Error error : errors) {
            YamlValue at = find(root, String.valueOf(error.getInstanceLocation()));
            problems.add(at, "the schema says: " + error.getMessage());
        }
    }

    /** Follows a JSON pointer as far as it leads. */
    private static YamlValue find(YamlValue root, String pointer) {
        YamlValue at = root;
        for (String token : pointer.split("/", -1)) {
            String key = token.replace("~1", "/").replace("~0", "~");
            YamlValue next = null;
            if (at instanceof YamlValue.Mapping mapping) {
                next = mapping.get(key);
            } else if (at instanceof YamlValue.Sequence sequence && key.matches("\\d{1,9}")) {
                int index = Integer.parseInt(key);
                next = index < sequence.items().size() ? sequence.items().get(index) : null;
            }
            if (next == null) {
                if (!key.isEmpty()) {
                    break;
                }
                continue;
            }
            at = next;
        }
        return at;
    }

    /** As the YAML 1.2 core schema resolves it. */
    private static @Nullable JsonNode json(YamlValue value) {
        JsonNodeFactory nodes = JsonNodeFactory.instance;
        if (value instanceof YamlValue.Mapping mapping) {
            ObjectNode object = nodes.objectNode();
            for (Map.Entry<String, YamlValue.Field> field : mapping.fields().entrySet()) {
                object.set(field.getKey(), json(field.getValue().value()));
            }
            return object;
        }
        if (value instanceof YamlValue.Sequence sequence) {
            ArrayNode array = nodes.arrayNode();
            for (YamlValue item : sequence.items()) {
                array.add(json(item));
            }
            return array;
        }
        YamlValue.Scalar scalar = (YamlValue.Scalar) value;
        String text = scalar.text();
        if (scalar.isNull()) {
            return nodes.nullNode();
        }
        if (scalar.quoted()) {
            return nodes.stringNode(text);
        }
        if (text.equals("true") || text.equals("false")) {
            return nodes.booleanNode(text.equals("true"));
        }
        if (text.matches("[-+]?\\d{1,18}")) {
            return nodes.numberNode(Long.parseLong(text));
        }
        if (text.matches("[-+]?(\\.\\d+|\\d+(\\.\\d*)?)([eE][-+]?\\d+)?")) {
            return nodes.numberNode(Double.parseDouble(text));
        }
        return nodes.stringNode(text);
    }
}
