package io.astreaming.json.fast;

import io.astreaming.json.chunk.ChunkReader;
import io.astreaming.json.token.ByteTokens;
import io.astreaming.json.token.NameCache;
import io.astreaming.settings.StreamLimits;

/**
 * What chunks are read with: tokens, and readers for each kind of object. Of what was read it remembers only what the
 * next chunk is likely to have again, from whatever stream that comes. Not thread-safe.
 */
final class Workspace {
    final StreamLimits limits;
    final ByteTokens tokens;
    final ChunkReader chunks = new ChunkReader();

    Workspace(StreamLimits limits, NameCache names) {
        this.limits = limits;
        tokens = new ByteTokens(limits.nestingDepth(), limits.numberLength(), names);
    }
}
