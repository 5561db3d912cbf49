package io.aisletide.workflow;

import io.aisletide.api.Code;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Tokens by which callers from outside show what they may ask: endpoint, scopes and a last tick, sealed with HMAC-SHA-256. Who
 * holds the token may use it; nobody can change or make one without the key. Any thread.
 *
 * <p>Form: {@code endpoint|scope,scope|lastTick} and the seal, both in base64url, with a dot between them.
 */
public final class Capabilities {
    private static final String ALGORITHM = "HmacSHA256";
    private static final int LEAST_KEY_BYTES = 16;
    private static final int LONGEST_TOKEN = 512;

    private final SecretKeySpec key;

    /** @param key at least {@value #LEAST_KEY_BYTES} secret bytes; copied */
    public Capabilities(byte[] key) {
        if (key.length < LEAST_KEY_BYTES) {
            throw new IllegalArgumentException("a key has at least " + LEAST_KEY_BYTES + " bytes, not " + key.length);
        }
        this.key = new SecretKeySpec(key, ALGORITHM);
    }

    /**
     * A token.
     *
     * @param lastTick it counts up to this tick
     */
    public String issue(Endpoint endpoint, List<String> scopes, long lastTick) {
        for (String scope : scopes) {
            if (!scope.matches("[A-Za-z0-9.:_-]{1,64}")) {
                throw new IllegalArgumentException("a scope is letters, digits and .:_-, not '" + scope + "'");
            }
        }
        String claims = endpoint.label() + '|' + String.join(",", scopes) + '|' + lastTick;
        byte[] bytes = claims.getBytes(StandardCharsets.UTF_8);
        Base64.Encoder encoder = Base64.getUrlEncoder().withoutPadding();
        return encoder.encodeToString(bytes) + '.' + encoder.encodeToString(seal(bytes));
    }

    /**
     * Whether the holder of a token may ask an endpoint.
     *
     * @param token or null if there is none
     * @return {@link Code#OK}; {@link Code#UNAUTHENTICATED} if there is no token, or not one of ours, or its time is over;
     *     {@link Code#PERMISSION_DENIED} if it is for another endpoint or has none of the scopes that the contract asks for
     */
    public Code check(@Nullable String token, Endpoint endpoint, long tick) {
        String[] claims = token == null || token.length() > LONGEST_TOKEN ? null : open(token);
        if (claims == null || claims.length != 3 || tick > Long.parseLong(claims[2])) {
            return Code.UNAUTHENTICATED;
        }
        List<String> scopes = List.of(claims[1].split(","));
        boolean allowed = claims[0].equals(endpoint.label())
                && Contracts.of(endpoint).auth().scopes().stream().anyMatch(scopes::contains);
        return allowed ? Code.OK : Code.PERMISSION_DENIED;
    }

    /** The claims of a token with a good seal, or null. */
    private String @Nullable [] open(String token) {
        int dot = token.indexOf('.');
        if (dot < 0) {
            return null;
        }
        try {
            Base64.Decoder decoder = Base64.getUrlDecoder();
            byte[] claims = decoder.decode(token.substring(0, dot));
            byte[] seal = decoder.decode(token.substring(dot + 1));
            // In constant time: how long it takes must not tell how much of a seal is right.
            return MessageDigest.isEqual(seal, seal(claims))
                    ? new String(claims, StandardCharsets.UTF_8).split("\\|", -1)
                    : null;
        } catch (IllegalArgumentException notBase64) {
            return null;
        }
    }

    private byte[] seal(byte[] claims) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return mac.doFinal(claims);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
        }
    }
}
