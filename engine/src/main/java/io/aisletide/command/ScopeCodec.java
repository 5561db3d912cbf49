package io.aisletide.command;

import io.aisletide.command.sbe.AreaKind;
import io.aisletide.command.sbe.LoadFilter;
import io.aisletide.command.sbe.OperatorCommandDecoder;
import io.aisletide.command.sbe.OperatorCommandEncoder;
import io.aisletide.command.sbe.ScopeBlockDecoder;
import io.aisletide.command.sbe.ScopeBlockEncoder;
import io.aisletide.grid.Area;
import io.aisletide.grid.LoadClass;
import org.jspecify.annotations.Nullable;

/** The parts of a {@link Scope} in the layout of an OperatorCommand: fixed block, vertices, names. */
final class ScopeCodec {
    private static final int[] NO_VERTICES = {};

    private ScopeCodec() {}

    /** A scope half read: its parts lie far apart in the message. */
    static final class Draft {
        AreaKind kind = AreaKind.EVERYWHERE;
        LoadFilter load = LoadFilter.ANY;
        int x;
        int y;
        int width;
        int height;
        int[] xs = NO_VERTICES;
        int[] ys = NO_VERTICES;
        @Nullable String zone;
        @Nullable String tag;

        Scope toScope() {
            Area area = switch (kind) {
                case RECTANGLE -> new Area.Rectangle(x, y, width, height);
                case POLYGON -> new Area.Polygon(xs, ys);
                case EVERYWHERE, ZONE -> null;
                case NULL_VAL -> throw new IllegalArgumentException("a scope without a kind of area");
            };
            LoadClass only = loadOf(load);
            if (area == null && zone == null && only == null && tag == null) {
                return Scope.EVERYTHING;
            }
            return new Scope(area, zone, only, tag);
        }
    }

    static void encodeBlock(ScopeBlockEncoder block, Scope scope) {
        block.load(filterOf(scope.load())).x(0).y(0).width(0).height(0);
        Area area = scope.area();
        if (area instanceof Area.Rectangle r) {
            block.areaKind(AreaKind.RECTANGLE).x(r.x()).y(r.y()).width(r.width()).height(r.height());
        } else if (area != null) {
            block.areaKind(AreaKind.POLYGON);
        } else {
            block.areaKind(scope.zone() == null ? AreaKind.EVERYWHERE : AreaKind.ZONE);
        }
    }

    static Draft decodeBlock(ScopeBlockDecoder block) {
        Draft draft = new Draft();
        draft.kind = block.areaKind();
        draft.load = block.load();
        draft.x = block.x();
        draft.y = block.y();
        draft.width = block.width();
        draft.height = block.height();
        return draft;
    }

    static void encodeScopeVertices(OperatorCommandEncoder encoder, Scope scope) {
        int[] xs = xs(scope);
        int[] ys = ys(scope);
        OperatorCommandEncoder.ScopeVerticesEncoder group = encoder.scopeVerticesCount(xs.length);
        for (int i = 0; i < xs.length; i++) {
            group.next().x(xs[i]).y(ys[i]);
        }
    }

    static void encodeTargetVertices(OperatorCommandEncoder encoder, Scope scope) {
        int[] xs = xs(scope);
        int[] ys = ys(scope);
        OperatorCommandEncoder.TargetVerticesEncoder group = encoder.targetVerticesCount(xs.length);
        for (int i = 0; i < xs.length; i++) {
            group.next().x(xs[i]).y(ys[i]);
        }
    }

    static void decodeScopeVertices(OperatorCommandDecoder decoder, Draft draft) {
        OperatorCommandDecoder.ScopeVerticesDecoder group = decoder.scopeVertices();
        draft.xs = new int[group.count()];
        draft.ys = new int[group.count()];
        for (int i = 0; group.hasNext(); i++) {
            group.next();
            draft.xs[i] = group.x();
            draft.ys[i] = group.y();
        }
    }

    static void decodeTargetVertices(OperatorCommandDecoder decoder, Draft draft) {
        OperatorCommandDecoder.TargetVerticesDecoder group = decoder.targetVertices();
        draft.xs = new int[group.count()];
        draft.ys = new int[group.count()];
        for (int i = 0; group.hasNext(); i++) {
            group.next();
            draft.xs[i] = group.x();
            draft.ys[i] = group.y();
        }
    }

    static LoadFilter filterOf(@Nullable LoadClass load) {
        if (load == null) {
            return LoadFilter.ANY;
        }
        return load == LoadClass.EMPTY ? LoadFilter.EMPTY : LoadFilter.LOADED;
    }

    static @Nullable LoadClass loadOf(LoadFilter filter) {
        return switch (filter) {
            case EMPTY -> LoadClass.EMPTY;
            case LOADED -> LoadClass.LOADED;
            case ANY -> null;
            case NULL_VAL -> throw new IllegalArgumentException("no such load class");
        };
    }

    private static int[] xs(Scope scope) {
        return scope.area() instanceof Area.Polygon p ? p.xs() : NO_VERTICES;
    }

    private static int[] ys(Scope scope) {
        return scope.area() instanceof Area.Polygon p ? p.ys() : NO_VERTICES;
    }
}
