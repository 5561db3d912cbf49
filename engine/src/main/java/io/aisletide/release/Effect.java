package io.aisletide.release;

import io.aisletide.release.routing.RoutingTable;
import io.aisletide.release.spec.GateSpec;

/** What the engine has to do after a call of the controller, in this order. */
public sealed interface Effect {
    /** Prepare the version off the engine's thread; answer with versionReady or versionRejected. */
    record LoadVersion(int endpoint, int slot, String version) implements Effect {}

    /** Nobody asks the version any more, and no mission is pinned to it. */
    record UnloadVersion(int endpoint, int slot) implements Effect {}

    /** To be written to the field that dispatch reads, before the next event. */
    record TableChanged(RoutingTable table) implements Effect {}

    /** Missions on this version of robots that the table gives to another are to be handed over at the next safe cell. */
    record HandOver(int endpoint, int slot) implements Effect {}

    /** A gate waits for people. */
    record GateAsked(GateSpec gate, GateBinding binding, long tick) implements Effect {}
}
