package io.astreaming.http;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The secrets of a transport whose keys change: those that never change, and the last keys that were sent. A stream
 * whose key is no longer among them masks that key itself. Thread-safe.
 */
final class RecentSecrets {
    static final int MAX_KEYS = 8;

    private final Secrets constant;
    /** The secrets of each key, the latest last. Guarded by the monitor. */
    private final Map<String, Secrets> keys = new LinkedHashMap<>();

    private volatile Secrets all;

    RecentSecrets(Secrets constant) {
        this.constant = constant;
        this.all = constant;
    }

    /** Adds the secrets of a key that is about to be sent, and forgets the oldest key beyond the maximum. */
    synchronized void add(String key, Secrets secrets) {
        boolean known = keys.remove(key) != null;
        keys.put(key, secrets);
        if (known) {
            return;
        }
        if (keys.size() > MAX_KEYS) {
            keys.remove(keys.keySet().iterator().next());
        }
        Secrets sum = constant;
        for (Secrets each : keys.values()) {
            sum = sum.and(each);
        }
        all = sum;
    }

    /** Returns all that are known now. */
    Secrets all() {
        return all;
    }
}
