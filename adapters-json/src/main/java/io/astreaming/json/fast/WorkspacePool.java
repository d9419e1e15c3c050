package io.astreaming.json.fast;

import io.astreaming.json.token.NameCache;
import io.astreaming.settings.StreamLimits;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * The workspaces of a codec. A stream borrows one while it reads, so that thousands of silent streams need none. A
 * workspace that isn't returned is replaced by a new one. Thread-safe.
 */
public final class WorkspacePool {
    /** About as many as there are threads that read at a time; a power of two. */
    private static final int SPARE = 16;

    private final AtomicReferenceArray<@Nullable Workspace> spare = new AtomicReferenceArray<>(SPARE);
    private final NameCache names = new NameCache();

    /** Lends a workspace to one stream. */
    Workspace take(StreamLimits limits) {
        Workspace found = spare.getAndSet(place(), null);
        return found == null || !found.limits.equals(limits) ? new Workspace(limits, names) : found;
    }

    /** Takes a workspace back, which the stream must not use any more. */
    void give(Workspace workspace) {
        spare.setRelease(place(), workspace);
    }

    private static int place() {
        return (int) Thread.currentThread().getId() & (SPARE - 1);
    }
}
