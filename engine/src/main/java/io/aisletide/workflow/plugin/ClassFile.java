package io.aisletide.workflow.plugin;

import java.nio.charset.StandardCharsets;

/**
 * The outline of a class file (Java Virtual Machine Specification, chapter 4): its constant pool, and where the rest begins.
 * Wrong bytes end in an {@link IllegalArgumentException}.
 */
final class ClassFile {
    static final int UTF8 = 1;
    static final int CLASS = 7;
    static final int FIELD_REF = 9;
    static final int METHOD_REF = 10;
    static final int INTERFACE_METHOD_REF = 11;
    static final int NAME_AND_TYPE = 12;
    static final int METHOD_TYPE = 16;

    private static final int MAGIC = 0xCAFEBABE;
    private static final int LONG = 5;
    private static final int DOUBLE = 6;

    private final byte[] bytes;
    /** Where each entry's tag is; 0 for an entry that does not exist. */
    private final int[] entries;

    private final int bodyAt;

    ClassFile(byte[] bytes) {
        this.bytes = bytes;
        try {
            if (s4(0) != MAGIC) {
                throw new IllegalArgumentException("does not begin like a class file");
            }
            entries = new int[u2(8)];
            int at = 10;
            for (int i = 1; i < entries.length; i++) {
                entries[i] = at;
                int tag = bytes[at];
                at += 1 + sizeOf(tag, at);
                if (tag == LONG || tag == DOUBLE) {
                    i++; // They count twice.
                }
            }
            bodyAt = at;
        } catch (IndexOutOfBoundsException e) {
            throw new IllegalArgumentException("ends in the middle", e);
        }
    }

    private int sizeOf(int tag, int at) {
        return switch (tag) {
            case UTF8 -> 2 + u2(at + 1);
            case 3, 4, FIELD_REF, METHOD_REF, INTERFACE_METHOD_REF, NAME_AND_TYPE, 17, 18 -> 4;
            case LONG, DOUBLE -> 8;
            case CLASS, 8, METHOD_TYPE, 19, 20 -> 2;
            case 15 -> 3;
            default -> throw new IllegalArgumentException("has a constant of the unknown kind " + tag);
        };
    }

    byte[] bytes() {
        return bytes;
    }

    int u1(int at) {
        return bytes[at] & 0xFF;
    }

    int u2(int at) {
        return (bytes[at] & 0xFF) << 8 | bytes[at + 1] & 0xFF;
    }

    int s2(int at) {
        return (short) u2(at);
    }

    int s4(int at) {
        return u2(at) << 16 | u2(at + 2);
    }

    /** Major version: 52 is Java 8. */
    int major() {
        return u2(6);
    }

    /** One more than the highest index. */
    int constantCount() {
        return entries.length;
    }

    /** Kind of a constant; 0 for an index without one. */
    int tag(int index) {
        return entries[index] == 0 ? 0 : bytes[entries[index]];
    }

    /** First or only index that a constant holds. */
    int first(int index) {
        return u2(entries[index] + 1);
    }

    int second(int index) {
        return u2(entries[index] + 3);
    }

    String utf8(int index) {
        if (tag(index) != UTF8) {
            throw new IllegalArgumentException("has no text at index " + index);
        }
        // Modified UTF-8 differs for zero and for characters beyond 16 bits only, which no name of ours has.
        return new String(bytes, entries[index] + 3, u2(entries[index] + 1), StandardCharsets.UTF_8);
    }

    /** Internal name of a class constant; an array's is a descriptor. */
    String className(int index) {
        return utf8(first(index));
    }

    /** Where access flags, this class, its super class and so on begin, after the constants. */
    int bodyAt() {
        return bodyAt;
    }

    int thisClass() {
        return u2(bodyAt + 2);
    }

    String name() {
        return className(thisClass());
    }

    /** Where the number of fields stands. */
    int fieldsAt() {
        return bodyAt + 8 + 2 * u2(bodyAt + 6);
    }

    /** Where the number of methods stands. */
    int methodsAt() {
        int at = fieldsAt() + 2;
        for (int i = u2(at - 2); i > 0; i--) {
            at = afterMember(at);
        }
        return at;
    }

    /** Fails if members and attributes do not end where the file does. */
    void requireWhole() {
        int at = methodsAt() + 2;
        for (int i = u2(at - 2); i > 0; i--) {
            at = afterMember(at);
        }
        if (afterAttributes(at) != bytes.length) {
            throw new IllegalArgumentException("has another length than it says");
        }
    }

    /** Where the member that begins there ends. */
    int afterMember(int at) {
        return afterAttributes(at + 6);
    }

    /** Where the table of attributes ends whose number stands there. */
    int afterAttributes(int at) {
        int next = at + 2;
        for (int i = u2(at); i > 0; i--) {
            next += 6 + s4(next + 2);
        }
        return next;
    }
}
