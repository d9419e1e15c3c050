package io.astreaming.json.fast;

import io.astreaming.port.Payload;
import org.jspecify.annotations.Nullable;

/**
 * The templates of one stream, whose payloads alternate between a few forms. The one that matched last is the first. Not
 * thread-safe.
 *
 * @param <T> what a payload is read as
 */
final class Templates<T> {
    private static final int MOST = 4;

    /** After this many payloads in a row that no template matched, only every 16th payload becomes a template. */
    private static final int MAX_MISSES = 8;

    private static final int RETRY_INTERVAL = 16;

    private final @Nullable Template<T>[] templates;
    private int misses;
    private long filled;

    @SuppressWarnings({"unchecked", "rawtypes"}) // Java creates no array of a generic type
    Templates() {
        templates = new Template[MOST];
    }

    /** Returns how many payloads were read by templates. */
    long filled() {
        return filled;
    }

    /** Returns what a payload is read as; null if no template certainly matches. */
    @Nullable
    T read(Payload payload, Workspace workspace) {
        for (int i = 0; i < MOST; i++) {
            Template<T> template = templates[i];
            if (template == null) {
                return null;
            }
            T value = template.read(payload, workspace);
            if (value != null) {
                if (i > 0) {
                    toFront(template, i);
                }
                misses = 0;
                filled++;
                return value;
            }
        }
        return null;
    }

    /** Counts a payload that no template matched; returns whether it may become one. */
    boolean miss() {
        misses++;
        return misses < MAX_MISSES || misses % RETRY_INTERVAL == 0;
    }

    /** Adds a template. */
    void add(Template<T> template) {
        toFront(template, MOST - 1);
    }

    /** Moves a template to the front, and those before its place back by one. */
    private void toFront(Template<T> template, int place) {
        System.arraycopy(templates, 0, templates, 1, place);
        templates[0] = template;
    }
}
