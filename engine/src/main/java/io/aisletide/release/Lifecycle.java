package io.aisletide.release;

/** Of a version instance, which is a version in a slot. */
public enum Lifecycle {
    LOADING,
    /** Loaded, checked and warm: may be asked at once. */
    READY,
    /** Robots ask it. */
    ACTIVE,
    /** No robot asks it; missions that are pinned to it end. */
    DRAINING,
    DRAINED,
    UNLOADED,
    /** Never to be asked again in this run. */
    QUARANTINED
}
