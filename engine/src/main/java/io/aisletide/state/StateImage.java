package io.aisletide.state;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A state as named sections of bytes, little-endian. Sections that a reader does not know are no fault, so new ones can be
 * added. For one thread at a time; buffers are kept by {@link #clear}, so that taking images again allocates little.
 */
public final class StateImage {
    private final Map<String, StateWriter> sections = new LinkedHashMap<>();
    private final Map<String, StateWriter> spare = new LinkedHashMap<>();

    /** Begins a section of bytes without further structure. */
    public StateWriter section(String name) {
        return section(name, 1);
    }

    /**
     * Begins a section.
     *
     * @param recordBytes length of its records, 1 to 65,535; like bytes of records are stored together, which compresses
     *     better
     */
    public StateWriter section(String name, int recordBytes) {
        StateWriter section = spare.remove(name);
        if (section == null) {
            section = new StateWriter(name);
        }
        section.begin(recordBytes);
        if (sections.put(name, section) != null) {
            throw new IllegalStateException("there is a section '" + name + "' already");
        }
        return section;
    }

    /** A section that has been written or loaded. */
    public StateReader read(String name) {
        StateReader reader = find(name);
        if (reader == null) {
            throw new IllegalStateException("the state has no section '" + name + "'; it has " + sections.keySet());
        }
        return reader;
    }

    /** The same, or null if there is none of that name. */
    public @Nullable StateReader find(String name) {
        StateWriter section = sections.get(name);
        return section == null ? null : section.reader();
    }

    /** All sections, in the order in which they were begun. */
    public Collection<StateWriter> sections() {
        return sections.values();
    }

    /** Empties the image. */
    public void clear() {
        spare.putAll(sections);
        sections.clear();
    }
}
