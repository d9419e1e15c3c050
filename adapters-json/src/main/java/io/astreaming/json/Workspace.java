package io.astreaming.json;

import io.astreaming.settings.StreamLimits;

/**
 * What chunks are read with: tokens, and readers for each kind of object. Of what was read it remembers only what the next
 * chunk is likely to have again, from whatever stream that comes. Not thread-safe.
 */
final class Workspace {
    final StreamLimits limits;
    final ByteReader tokens;
    final ChunkReader chunks = new ChunkReader();

    Workspace(StreamLimits limits, Names names) {
        this.limits = limits;
        tokens = new ByteReader(limits.nestingDepth(), limits.numberLength(), names);
    }
}
