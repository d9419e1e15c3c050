package io.astreaming.json.fast;

import io.astreaming.json.token.NameCache;
import io.astreaming.settings.StreamLimits;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * The workspaces of a codec, each lent to a stream while it reads: thousands of silent streams need none. What nobody
 * gives back is made anew. Thread-safe.
 */
public final class WorkspacePool {
    /** As many as threads read at a time, or so; a power of two. */
    private static final int SPARE = 16;

    private final AtomicReferenceArray<@Nullable Workspace> spare = new AtomicReferenceArray<>(SPARE);
    private final NameCache names = new NameCache();

    /** A workspace for one stream at a time. */
    Workspace take(StreamLimits limits) {
        Workspace found = spare.getAndSet(place(), null);
        return found == null || !found.limits.equals(limits) ? new Workspace(limits, names) : found;
    }

    /** Takes a workspace back; nobody may use it any more. */
    void give(Workspace workspace) {
        spare.setRelease(place(), workspace);
    }

    private static int place() {
        return (int) Thread.currentThread().getId() & (SPARE - 1);
    }
}
