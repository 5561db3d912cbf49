package io.aisletide.workflow;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Name of a version, as {@code plan-route@1.4.2}.
 *
 * @param number three numbers and perhaps a suffix, after Semantic Versioning 2.0
 */
public record VersionId(Endpoint endpoint, String number) {
    private static final Pattern NUMBER =
            Pattern.compile("(0|[1-9]\\d{0,8})\\.(0|[1-9]\\d{0,8})\\.(0|[1-9]\\d{0,8})(-[0-9A-Za-z.-]{1,40})?");

    public VersionId {
        Matcher matcher = NUMBER.matcher(number);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "a version's number is like 1.4.2 or 1.4.2-rc.1, not '" + number + "'");
        }
    }

    /** @throws IllegalArgumentException if the text is not an endpoint, an at sign and a number */
    public static VersionId parse(String text) {
        int at = text.indexOf('@');
        if (at < 0) {
            throw new IllegalArgumentException(
                    "a version's id is an endpoint and a number, like plan-route@1.4.2, not '" + text + "'");
        }
        Endpoint endpoint = Endpoint.of(text.substring(0, at));
        if (endpoint == null) {
            throw new IllegalArgumentException(
                    "there is no endpoint '" + text.substring(0, at) + "'; there are " + Endpoint.labels());
        }
        return new VersionId(endpoint, text.substring(at + 1));
    }

    @Override
    public String toString() {
        return endpoint.label() + '@' + number;
    }
}
