package io.astreaming.json.fast;

import io.astreaming.json.chunk.ChunkReader;
import io.astreaming.json.token.ByteTokens;
import io.astreaming.json.token.NameCache;
import io.astreaming.settings.StreamLimits;

/**
 * The working memory for reading chunks: tokens, and readers for each kind of object. It keeps only values that the
 * next chunk, of any stream, is likely to repeat. Not thread-safe.
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
