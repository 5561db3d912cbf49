package io.aisletide.workflow.plugin;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToIntFunction;

/**
 * The stack map of one method (Java Virtual Machine Specification, 4.7.4): read, moved by {@link Metering#SHIFT}, added to, and
 * written with all frames in full. A type is its tag in the low byte, and above it what belongs to it.
 */
final class StackMap {
    private static final int TOP = 0;
    private static final int INTEGER = 1;
    private static final int FLOAT = 2;
    private static final int DOUBLE = 3;
    private static final int LONG = 4;
    private static final int UNINITIALIZED_THIS = 6;
    private static final int OBJECT = 7;
    private static final int UNINITIALIZED = 8;
    private static final int STATIC = 8;
    private static final int FULL_FRAME = 255;

    private final ClassFile file;
    private final List<Frame> frames = new ArrayList<>();
    private final int[] firstLocals;

    /** @param place in the code as it will be */
    private record Frame(int place, int[] locals, int[] stack) {}

    /**
     * @param method where the method begins
     * @param classConstant index of a class by its name
     */
    StackMap(ClassFile file, int method, ToIntFunction<String> classConstant) {
        this.file = file;
        firstLocals = firstLocals(method, classConstant);
    }

    /** Types of the locals when the method begins. */
    private int[] firstLocals(int method, ToIntFunction<String> classConstant) {
        int[] locals = new int[256];
        int count = 0;
        if ((file.u2(method) & STATIC) == 0) {
            boolean constructor = file.utf8(file.u2(method + 2)).equals("<init>");
            locals[count++] = constructor ? UNINITIALIZED_THIS : OBJECT | file.thisClass() << 8;
        }
        String descriptor = file.utf8(file.u2(method + 4));
        for (int i = 1; descriptor.charAt(i) != ')'; ) {
            int begin = i;
            while (descriptor.charAt(i) == '[') {
                i++;
            }
            boolean array = i > begin;
            char kind = descriptor.charAt(i);
            i = kind == 'L' ? descriptor.indexOf(';', i) + 1 : i + 1;
            locals[count++] = array
                    ? OBJECT | classConstant.applyAsInt(descriptor.substring(begin, i)) << 8
                    : switch (kind) {
                        case 'L' -> OBJECT | classConstant.applyAsInt(descriptor.substring(begin + 1, i - 1)) << 8;
                        case 'F' -> FLOAT;
                        case 'D' -> DOUBLE;
                        case 'J' -> LONG;
                        default -> INTEGER;
                    };
        }
        return Arrays.copyOf(locals, count);
    }

    /** Reads a table. */
    void read(int tableAt) {
        int[] locals = firstLocals;
        int place = -1;
        int[] at = {tableAt + 2};
        for (int i = file.u2(tableAt); i > 0; i--) {
            int type = file.u1(at[0]++);
            int[] stack = new int[0];
            int delta;
            if (type < 64) {
                delta = type;
            } else if (type < 128) {
                delta = type - 64;
                stack = types(1, at);
            } else if (type < 247) {
                throw new IllegalArgumentException("has a stack map frame of the unknown kind " + type);
            } else {
                delta = file.u2(at[0]);
                at[0] += 2;
                if (type == 247) {
                    stack = types(1, at);
                } else if (type < 251) {
                    locals = Arrays.copyOf(locals, locals.length - (251 - type));
                } else if (type < FULL_FRAME) {
                    int[] more = types(type - 251, at);
                    int had = locals.length;
                    locals = Arrays.copyOf(locals, had + more.length);
                    System.arraycopy(more, 0, locals, had, more.length);
                } else {
                    locals = counted(at);
                    stack = counted(at);
                }
            }
            place += delta + 1;
            frames.add(new Frame(place + Metering.SHIFT, locals, stack));
        }
    }

    private int[] counted(int[] at) {
        int count = file.u2(at[0]);
        at[0] += 2;
        return types(count, at);
    }

    private int[] types(int count, int[] at) {
        int[] types = new int[count];
        for (int i = 0; i < count; i++) {
            int tag = file.u1(at[0]++);
            types[i] = tag;
            if (tag == OBJECT || tag == UNINITIALIZED) {
                int value = file.u2(at[0]);
                at[0] += 2;
                types[i] |= (tag == UNINITIALIZED ? value + Metering.SHIFT : value) << 8;
            } else if (tag < TOP || tag > UNINITIALIZED) {
                throw new IllegalArgumentException("has a stack map with the unknown type " + tag);
            }
        }
        return types;
    }

    /** The frame of an old place also at a new one, which lies behind all others. */
    void repeat(int oldPlace, int newPlace) {
        for (Frame frame : frames) {
            if (frame.place == oldPlace + Metering.SHIFT) {
                frames.add(new Frame(newPlace, frame.locals, frame.stack));
                return;
            }
        }
        throw new IllegalArgumentException("has a loop to a place without a stack map frame");
    }

    byte[] write() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeShort(frames.size());
        int before = -1;
        for (Frame frame : frames) {
            out.writeByte(FULL_FRAME);
            out.writeShort(frame.place - before - 1);
            before = frame.place;
            write(frame.locals, out);
            write(frame.stack, out);
        }
        return bytes.toByteArray();
    }

    private static void write(int[] types, DataOutputStream out) throws IOException {
        out.writeShort(types.length);
        for (int type : types) {
            int tag = type & 0xFF;
            out.writeByte(tag);
            if (tag == OBJECT || tag == UNINITIALIZED) {
                out.writeShort(type >> 8);
            }
        }
    }
}
