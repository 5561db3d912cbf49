package io.aisletide.workflow;

/** Who answers when a version is not to be asked in some zone: where circuit breakers come in. Engine's thread. */
public interface CallGate {
    /** Nobody is to be asked: the engine does what the contract names as its fallback. */
    int NOBODY = -1;

    /** Lets everybody through. */
    CallGate OPEN = new CallGate() {
        @Override
        public boolean isOpen() {
            return true;
        }

        @Override
        public int route(int slot, int stable, int zone) {
            return slot;
        }
    };

    /** Whether everybody is let through in this tick, so that {@link #route} need not be asked. */
    boolean isOpen();

    /**
     * Who answers a call. Asked once for each call, in the order of the batch.
     *
     * @param slot of the version that the routing table names
     * @param stable slot of the stable version; the same slot where it is asked in the place of one that has failed
     * @return slot, stable or {@link #NOBODY}
     */
    int route(int slot, int stable, int zone);
}
