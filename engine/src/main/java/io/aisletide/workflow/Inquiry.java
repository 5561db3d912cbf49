package io.aisletide.workflow;

import io.aisletide.api.Code;

/**
 * What a version says when somebody outside asks about a robot's way.
 *
 * @param version id of the version that was asked; empty if none was
 * @param costClass and
 * @param wayPoint the answer, if the code is OK
 * @param workUnits what the call has taken
 * @param message what went wrong, if the code is not OK
 */
public record Inquiry(Code code, String version, int costClass, int wayPoint, long workUnits, String message) {
    /** Nobody may ask. */
    public static Inquiry refused(String why) {
        return without(Code.UNAUTHENTICATED, why);
    }

    static Inquiry without(Code code, String message) {
        return new Inquiry(code, "", RouteReply.NONE, RouteReply.NONE, 0, message);
    }
}
