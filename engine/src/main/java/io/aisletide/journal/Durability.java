package io.aisletide.journal;

/** What an acknowledged command survives. */
public enum Durability {
    /**
     * The death of the process, by whatever signal: the bytes are the operating system's by then. Not a failure of the power
     * or of the kernel. Costs well under a microsecond an event.
     */
    PROCESS,
    /**
     * Failures of power and kernel too: events are synced to the disk before they take effect, in batches of what has come
     * in meanwhile. Costs a sync a batch that holds a command, a millisecond or so; ticks by themselves wait for none.
     */
    DISK
}
