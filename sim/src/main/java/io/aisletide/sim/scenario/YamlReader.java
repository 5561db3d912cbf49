package io.aisletide.sim.scenario;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * Turns YAML text into {@link YamlValue}s. Only the composer of the YAML library is used: it keeps the marks of every
 * value, which the data binders throw away, and it loads a tenth of their classes.
 */
final class YamlReader {
    /** Scenario files are a few levels deep; more is an anchor that contains itself. */
    private static final int MAX_DEPTH = 24;

    /** Bound on values after aliases are expanded, against files that grow without end. */
    private static final int MAX_VALUES = 500_000;

    private final Problems problems;
    private int values;

    private YamlReader(Problems problems) {
        this.problems = problems;
    }

    /** @return the file's content, or null if it is not YAML or empty; the problem is then reported */
    static @Nullable YamlValue read(String text, Problems problems) {
        LoadSettings settings = LoadSettings.builder()
                .setLabel(problems.file())
                .setCodePointLimit(64 * 1024 * 1024)
                .build();
        try {
            Optional<Node> root = new Compose(settings).composeString(text);
            if (root.isEmpty()) {
                problems.add(Position.START, "", "the file is empty; 'aisletide init' prints a scenario to start from");
                return null;
            }
            return new YamlReader(problems).convert(root.get(), "", 0);
        } catch (MarkedYamlEngineException malformed) {
            Position at = malformed.getProblemMark()
                    .map(mark -> new Position(mark.getLine() + 1, mark.getColumn() + 1))
                    .orElse(Position.START);
            problems.add(at, "", "not valid YAML: " + sentence(malformed));
            return null;
        } catch (YamlEngineException malformed) {
            problems.add(Position.START, "", "not valid YAML: " + firstLine(String.valueOf(malformed.getMessage())));
            return null;
        }
    }

    private static String sentence(MarkedYamlEngineException malformed) {
        String problem = firstLine(malformed.getProblem());
        String context = malformed.getContext();
        String where = malformed.getContextMark()
                .map(mark -> " that starts in line " + (mark.getLine() + 1))
                .orElse("");
        if (problem.contains("\\t")) {
            return "a tab cannot indent; use spaces";
        }
        return context == null || context.isEmpty() ? problem : problem + ", " + firstLine(context) + where;
    }

    private static String firstLine(String message) {
        int end = message.indexOf('\n');
        return end < 0 ? message : message.substring(0, end);
    }

    private YamlValue convert(Node node, String path, int depth) {
        Position position = positionOf(node);
        if (depth > MAX_DEPTH || ++values > MAX_VALUES) {
            problems.add(position, path, "nested too deep: an anchor that contains itself?");
            return new YamlValue.Scalar(position, path, "", false);
        }
        if (node instanceof MappingNode mapping) {
            return convertMapping(mapping, position, path, depth);
        }
        if (node instanceof SequenceNode sequence) {
            List<YamlValue> items = new ArrayList<>();
            for (Node item : sequence.getValue()) {
                items.add(convert(item, path + "[" + items.size() + "]", depth + 1));
            }
            return new YamlValue.Sequence(position, path, items);
        }
        ScalarNode scalar = (ScalarNode) node;
        return new YamlValue.Scalar(position, path, scalar.getValue(), scalar.getScalarStyle() != ScalarStyle.PLAIN);
    }

    private YamlValue convertMapping(MappingNode mapping, Position position, String path, int depth) {
        Map<String, YamlValue.Field> fields = new LinkedHashMap<>();
        for (NodeTuple tuple : mapping.getValue()) {
            Position keyPosition = positionOf(tuple.getKeyNode());
            if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
                problems.add(keyPosition, path, "a key must be a plain word");
                continue;
            }
            String childPath = path.isEmpty() ? key.getValue() : path + "." + key.getValue();
            YamlValue.Field first = fields.get(key.getValue());
            if (first != null) {
                problems.add(keyPosition, childPath,
                        "given twice; the first is in line " + first.keyPosition().line());
                continue;
            }
            YamlValue value = convert(tuple.getValueNode(), childPath, depth + 1);
            fields.put(key.getValue(), new YamlValue.Field(keyPosition, value));
        }
        return new YamlValue.Mapping(position, path, fields);
    }

    private static Position positionOf(Node node) {
        Optional<Mark> mark = node.getStartMark();
        return mark.map(at -> new Position(at.getLine() + 1, at.getColumn() + 1)).orElse(Position.START);
    }
}
