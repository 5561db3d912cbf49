package io.aisletide.workflow.plugin;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * Writes fuel into a class: each method call and each turn of a loop calls {@link io.aisletide.api.Meter#tick}, so that a
 * version cannot run for ever, and what it does is counted, whatever its author thought of.
 *
 * <p>Code is changed in two places only, so that no instruction has to be moved about:
 *
 * <ul>
 *   <li>Four bytes go in front of a method, the call and a {@code nop}: a multiple of four, because switches are aligned. All
 *       jumps inside are relative, so they stay right.
 *   <li>A jump backward goes to a few new instructions behind the method's end instead, the call and a jump to the old target.
 *       No handler covers them: what {@code tick} throws leaves the method, and a loop that catches everything ends all the same.
 * </ul>
 *
 * Tables of line numbers and local names are dropped. Stack map frames (Java Virtual Machine Specification, 4.7.4) are written
 * anew by {@link StackMap}.
 */
final class Metering {
    /** Jumps reach 32 KB; what is longer than this might not reach what is put behind it. */
    private static final int LONGEST_METHOD = 28_000;

    private static final int OLDEST = 52;
    private static final int NEWEST = 100;

    private static final String METER = "io/aisletide/api/Meter";
    static final int SHIFT = 4;
    private static final int TRAMPOLINE = 8;

    private static final int NOP = 0;
    private static final int GOTO = 167;
    private static final int JSR = 168;
    private static final int RET = 169;
    private static final int TABLESWITCH = 170;
    private static final int LOOKUPSWITCH = 171;
    private static final int INVOKESTATIC = 184;
    private static final int WIDE = 196;
    private static final int IINC = 132;
    private static final int IFNULL = 198;
    private static final int IFNONNULL = 199;
    private static final int GOTO_W = 200;
    private static final int JSR_W = 201;

    private final ClassFile file;
    private final ByteArrayOutputStream addedConstants = new ByteArrayOutputStream();
    private final Map<String, Integer> addedByKey = new HashMap<>();
    private int constantCount;

    private Metering(ClassFile file) {
        this.file = file;
        constantCount = file.constantCount();
    }

    /**
     * The same class, metered.
     *
     * @throws IllegalArgumentException with what is wrong, for code that this does not understand
     */
    static byte[] meter(ClassFile file) {
        try {
            return new Metering(file).run();
        } catch (IndexOutOfBoundsException | NegativeArraySizeException e) {
            throw new IllegalArgumentException("ends in the middle", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private byte[] run() throws IOException {
        if (file.major() < OLDEST || file.major() > NEWEST) {
            throw new IllegalArgumentException("is of class file version " + file.major() + "; 52 (Java 8) or newer is metered");
        }
        byte[] bytes = file.bytes();
        ByteArrayOutputStream body = new ByteArrayOutputStream(bytes.length + 256);
        DataOutputStream out = new DataOutputStream(body);
        int tick = methodRef();
        int methodsAt = file.methodsAt();
        out.write(bytes, file.bodyAt(), methodsAt - file.bodyAt());
        int count = file.u2(methodsAt);
        out.writeShort(count);
        int at = methodsAt + 2;
        for (int i = 0; i < count; i++) {
            writeMethod(at, tick, out);
            at = file.afterMember(at);
        }
        out.write(bytes, at, bytes.length - at);

        ByteArrayOutputStream whole = new ByteArrayOutputStream(body.size() + bytes.length);
        DataOutputStream head = new DataOutputStream(whole);
        head.write(bytes, 0, 8);
        head.writeShort(constantCount);
        head.write(bytes, 10, file.bodyAt() - 10);
        addedConstants.writeTo(head);
        body.writeTo(head);
        return whole.toByteArray();
    }

    // ---- constants ----------------------------------------------------------------------------------------------

    private int add(String key, int... content) {
        return addedByKey.computeIfAbsent(key, k -> {
            for (int b : content) {
                addedConstants.write(b);
            }
            if (constantCount >= 0xFFFF) {
                throw new IllegalArgumentException("has too many constants");
            }
            return constantCount++;
        });
    }

    private int utf8(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        int[] content = new int[3 + bytes.length];
        content[0] = ClassFile.UTF8;
        content[1] = bytes.length >> 8;
        content[2] = bytes.length;
        for (int i = 0; i < bytes.length; i++) {
            content[3 + i] = bytes[i];
        }
        return add("text " + text, content);
    }

    /** Index of a class constant; a new one, if need be. */
    int classConstant(String name) {
        int text = utf8(name);
        return add("class " + name, ClassFile.CLASS, text >> 8, text);
    }

    private int methodRef() {
        int owner = classConstant(METER);
        int name = utf8("tick");
        int type = utf8("()V");
        int both = add("tick", ClassFile.NAME_AND_TYPE, name >> 8, name, type >> 8, type);
        return add("Meter.tick", ClassFile.METHOD_REF, owner >> 8, owner, both >> 8, both);
    }

    // ---- methods ------------------------------------------------------------------------------------------------

    private void writeMethod(int at, int tick, DataOutputStream out) throws IOException {
        byte[] bytes = file.bytes();
        out.write(bytes, at, 8);
        int attribute = at + 8;
        for (int i = file.u2(at + 6); i > 0; i--) {
            int next = attribute + 6 + file.s4(attribute + 2);
            if (file.utf8(file.u2(attribute)).equals("Code")) {
                byte[] code = meterCode(at, attribute + 6, tick);
                out.writeShort(file.u2(attribute));
                out.writeInt(code.length);
                out.write(code);
            } else {
                out.write(bytes, attribute, next - attribute);
            }
            attribute = next;
        }
    }

    private byte[] meterCode(int method, int at, int tick) throws IOException {
        byte[] bytes = file.bytes();
        int length = file.s4(at + 4);
        if (length > LONGEST_METHOD) {
            throw new IllegalArgumentException("has a method of " + length + " bytes of code; the longest that is metered has "
                    + LONGEST_METHOD);
        }
        int codeAt = at + 8;
        byte[] code = new byte[SHIFT + length];
        code[0] = (byte) INVOKESTATIC;
        code[1] = (byte) (tick >> 8);
        code[2] = (byte) tick;
        code[3] = NOP;
        System.arraycopy(bytes, codeAt, code, SHIFT, length);
        Trampolines trampolines = new Trampolines(length);
        for (int pc = 0; pc < length; ) {
            pc = redirect(codeAt, pc, code, trampolines);
        }

        ByteArrayOutputStream attribute = new ByteArrayOutputStream(length + 128);
        DataOutputStream out = new DataOutputStream(attribute);
        out.write(bytes, at, 4); // Stack and locals: the call takes neither.
        out.writeInt(code.length + trampolines.count * TRAMPOLINE);
        out.write(code);
        for (int i = 0; i < trampolines.count; i++) {
            out.writeByte(INVOKESTATIC);
            out.writeShort(tick);
            out.writeByte(GOTO_W);
            out.writeInt(trampolines.targets[i] - (trampolines.place(i) + 3));
        }
        int handlersAt = codeAt + length;
        int handlers = file.u2(handlersAt);
        out.writeShort(handlers);
        for (int i = 0; i < handlers; i++) {
            int entry = handlersAt + 2 + 8 * i;
            out.writeShort(file.u2(entry) + SHIFT);
            out.writeShort(file.u2(entry + 2) + SHIFT);
            out.writeShort(file.u2(entry + 4) + SHIFT);
            out.writeShort(file.u2(entry + 6));
        }
        writeFrames(method, handlersAt + 2 + 8 * handlers, trampolines, out);
        return attribute.toByteArray();
    }

    private void writeFrames(int method, int attributesAt, Trampolines trampolines, DataOutputStream out) throws IOException {
        int framesAt = 0;
        int nameIndex = 0;
        int attribute = attributesAt + 2;
        for (int i = file.u2(attributesAt); i > 0; i--) {
            if (file.utf8(file.u2(attribute)).equals("StackMapTable")) {
                nameIndex = file.u2(attribute);
                framesAt = attribute + 6;
            }
            attribute += 6 + file.s4(attribute + 2);
        }
        if (framesAt == 0) {
            if (trampolines.count > 0) {
                throw new IllegalArgumentException("has a loop without a stack map");
            }
            out.writeShort(0);
            return;
        }
        StackMap frames = new StackMap(file, method, this::classConstant);
        frames.read(framesAt);
        for (int i = 0; i < trampolines.count; i++) {
            frames.repeat(trampolines.targets[i], trampolines.place(i) + SHIFT);
        }
        byte[] table = frames.write();
        out.writeShort(1);
        out.writeShort(nameIndex);
        out.writeInt(table.length);
        out.write(table);
    }

    /** Places behind a method, one for each target of a jump backward; all in old places. */
    private static final class Trampolines {
        private final int codeLength;
        private final Map<Integer, Integer> byTarget = new HashMap<>();
        int[] targets = new int[8];
        int count;

        Trampolines(int codeLength) {
            this.codeLength = codeLength;
        }

        int place(int i) {
            return codeLength + i * TRAMPOLINE;
        }

        int placeFor(int target) {
            Integer known = byTarget.get(target);
            if (known != null) {
                return place(known);
            }
            if (count == targets.length) {
                targets = Arrays.copyOf(targets, count * 2);
            }
            targets[count] = target;
            byTarget.put(target, count);
            return place(count++);
        }
    }

    /** Redirects the instruction if it jumps backward; returns where the next one begins. */
    private int redirect(int codeAt, int pc, byte[] code, Trampolines trampolines) {
        int at = codeAt + pc;
        int opcode = file.u1(at);
        if (opcode >= 153 && opcode <= GOTO || opcode == IFNULL || opcode == IFNONNULL) {
            int offset = file.s2(at + 1);
            if (offset <= 0) {
                int to = trampolines.placeFor(pc + offset) - pc;
                if (to > Short.MAX_VALUE) {
                    throw new IllegalArgumentException("has a method with too many loops to be metered");
                }
                code[SHIFT + pc + 1] = (byte) (to >> 8);
                code[SHIFT + pc + 2] = (byte) to;
            }
            return pc + 3;
        }
        return switch (opcode) {
            case GOTO_W -> {
                redirectWide(at + 1, pc, SHIFT + pc + 1, code, trampolines);
                yield pc + 5;
            }
            case TABLESWITCH -> {
                int table = (pc + 4) / 4 * 4;
                int entries = file.s4(codeAt + table + 8) - file.s4(codeAt + table + 4) + 1;
                redirectWide(codeAt + table, pc, SHIFT + table, code, trampolines);
                for (int i = 0; i < entries; i++) {
                    redirectWide(codeAt + table + 12 + 4 * i, pc, SHIFT + table + 12 + 4 * i, code, trampolines);
                }
                yield table + 12 + 4 * entries;
            }
            case LOOKUPSWITCH -> {
                int table = (pc + 4) / 4 * 4;
                int entries = file.s4(codeAt + table + 4);
                redirectWide(codeAt + table, pc, SHIFT + table, code, trampolines);
                for (int i = 0; i < entries; i++) {
                    redirectWide(codeAt + table + 12 + 8 * i, pc, SHIFT + table + 12 + 8 * i, code, trampolines);
                }
                yield table + 8 + 8 * entries;
            }
            case WIDE -> pc + (file.u1(at + 1) == IINC ? 6 : 4);
            case JSR, RET, JSR_W -> throw new IllegalArgumentException("uses jsr, which Java gave up");
            default -> pc + lengthOf(opcode);
        };
    }

    private void redirectWide(int at, int pc, int to, byte[] code, Trampolines trampolines) {
        int offset = file.s4(at);
        if (offset <= 0) {
            int place = trampolines.placeFor(pc + offset) - pc;
            code[to] = (byte) (place >> 24);
            code[to + 1] = (byte) (place >> 16);
            code[to + 2] = (byte) (place >> 8);
            code[to + 3] = (byte) place;
        }
    }

    /** Bytes of an instruction of fixed length. */
    private static int lengthOf(int opcode) {
        if (opcode > JSR_W) {
            throw new IllegalArgumentException("has the unknown instruction " + opcode);
        }
        return switch (opcode) {
            case 16, 18, 188 -> 2; // bipush, ldc, newarray
            case 17, 19, 20, IINC, 187, 189, 192, 193 -> 3; // sipush, ldc_w, ldc2_w, iinc, new, anewarray, casts
            case 185, 186 -> 5; // invokeinterface, invokedynamic
            case 197 -> 4; // multianewarray
            default -> {
                boolean local = opcode >= 21 && opcode <= 25 || opcode >= 54 && opcode <= 58;
                boolean member = opcode >= 178 && opcode <= INVOKESTATIC;
                yield local ? 2 : member ? 3 : 1;
            }
        };
    }
}
