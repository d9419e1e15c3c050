package io.astreaming.http;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The secrets of a transport whose keys change: those that stay, and the last keys that were sent. A stream that outlives its key
 * keeps what it needs itself. Thread-safe.
 */
final class RecentSecrets {
    static final int MOST_KEYS = 8;

    private final Secrets lasting;
    /** The secrets of each key, the latest last. Under the monitor. */
    private final Map<String, Secrets> keys = new LinkedHashMap<>();

    private volatile Secrets all;

    RecentSecrets(Secrets lasting) {
        this.lasting = lasting;
        this.all = lasting;
    }

    /** Adds the secrets of a key that is about to be sent; the oldest is forgotten for it. */
    synchronized void add(String key, Secrets secrets) {
        boolean known = keys.remove(key) != null;
        keys.put(key, secrets);
        if (known) {
            return;
        }
        if (keys.size() > MOST_KEYS) {
            keys.remove(keys.keySet().iterator().next());
        }
        Secrets sum = lasting;
        for (Secrets each : keys.values()) {
            sum = sum.and(each);
        }
        all = sum;
    }

    /** All that are known now. */
    Secrets all() {
        return all;
    }
}
