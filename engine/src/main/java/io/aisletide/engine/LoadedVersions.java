package io.aisletide.engine;

import io.aisletide.journal.JournalException;
import io.aisletide.release.routing.RoutingTable;
import io.aisletide.state.StateReader;
import io.aisletide.state.StateWriter;
import io.aisletide.workflow.Endpoint;
import io.aisletide.workflow.EndpointDispatcher;
import io.aisletide.workflow.Endpoints;
import io.aisletide.workflow.VersionInfo;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Which version sits in which slot of the dispatchers, and its code, which is let go with it. The versions that answer at the
 * start are in slot {@value Endpoints#FIRST_SLOT}. Engine's thread.
 */
final class LoadedVersions implements AutoCloseable {
    private final Endpoints endpoints;
    private final VersionLoader loader;
    /** What was opened for a slot that is in use, by endpoint and slot. */
    private final Map<String, VersionOffer.Opened> code = new LinkedHashMap<>();

    /** @param first code of the versions that answer at the start, by number of the endpoint */
    LoadedVersions(Endpoints endpoints, VersionLoader loader, List<VersionOffer.Opened> first) {
        this.endpoints = endpoints;
        this.loader = loader;
        for (int endpoint = 0; endpoint < first.size(); endpoint++) {
            code.put(key(endpoint, Endpoints.FIRST_SLOT), first.get(endpoint));
        }
    }

    Endpoints endpoints() {
        return endpoints;
    }

    VersionLoader loader() {
        return loader;
    }

    private static String key(int endpoint, int slot) {
        return endpoint + "/" + slot;
    }

    /** Whether a version is in that slot. */
    boolean contains(int endpoint, int slot) {
        return code.containsKey(key(endpoint, slot));
    }

    void install(int endpoint, int slot, VersionLoader.Loaded loaded) {
        endpoints.of(Delivery.ASKED.get(endpoint)).install(slot, loaded.version());
        code.put(key(endpoint, slot), loaded.code());
    }

    void remove(int endpoint, int slot) {
        endpoints.of(Delivery.ASKED.get(endpoint)).remove(slot);
        VersionOffer.Opened opened = code.remove(key(endpoint, slot));
        if (opened != null) {
            opened.close();
        }
    }

    /** Slots of one endpoint and the versions in them. */
    void save(int endpoint, StateWriter to) {
        EndpointDispatcher dispatcher = endpoints.of(Delivery.ASKED.get(endpoint));
        for (int slot = 0; slot < RoutingTable.MAX_SLOTS; slot++) {
            VersionInfo version = dispatcher.version(slot);
            if (version != null) {
                to.putInt(slot).putText(version.id().toString());
            }
        }
        to.putInt(RoutingTable.NO_SLOT);
    }

    /**
     * Opens the versions that were there, without trying them out again, and routes by the table.
     *
     * @throws JournalException if one of them cannot be opened
     */
    void restore(int endpoint, StateReader from, RoutingTable table) {
        Endpoint asked = Delivery.ASKED.get(endpoint);
        boolean first = false;
        for (int slot = from.getInt(); slot != RoutingTable.NO_SLOT; slot = from.getInt()) {
            String version = from.getText();
            if (slot == Endpoints.FIRST_SLOT) {
                first = true;
            } else {
                install(
                        endpoint,
                        slot,
                        loader.loadAgain(version, endpoints.rehearsal(asked, ReleaseDesk.REHEARSAL_QUESTIONS)));
            }
        }
        endpoints.route(asked, table.stable(endpoint), table.slotsOf(endpoint));
        if (!first) {
            remove(endpoint, Endpoints.FIRST_SLOT);
        }
    }

    @Override
    public void close() {
        code.values().forEach(VersionOffer.Opened::close);
        code.clear();
    }
}
