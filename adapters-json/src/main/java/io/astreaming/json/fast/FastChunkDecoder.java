package io.astreaming.json.fast;

import io.astreaming.chunk.Chunk;
import io.astreaming.chunk.CompletionChunk;
import io.astreaming.json.chunk.ChunkReader;
import io.astreaming.json.chunk.ReferenceChunkReader;
import io.astreaming.json.token.ByteTokens;
import io.astreaming.json.token.TokenLog;
import io.astreaming.port.ChunkDecoder;
import io.astreaming.port.Payload;
import io.astreaming.settings.StreamLimits;
import jakarta.json.JsonException;
import org.jspecify.annotations.Nullable;

/**
 * The fast reader, in front of the reference reading ({@link ReferenceChunkReader}). It returns a chunk only if it is
 * certain that the reference reading returns the same; all other payloads, above all malformed ones, it leaves to the
 * reference.
 *
 * <p>It works in two ways. Consecutive chunks of a stream differ in a string or two: a {@link ChunkTemplate} compares a
 * payload with one that was read before, and reads only those strings. Where no template matches, {@link ChunkReader},
 * which the reference uses as well, reads tokens that {@link ByteTokens} finds in the payload's own bytes, and the
 * result is the next template. So only {@link ChunkReader} interprets chunks; only the JSON grammar is implemented
 * twice. The decoder borrows its working memory until the next {@linkplain #pause pause}. Not thread-safe.
 */
public final class FastChunkDecoder implements ChunkDecoder {
    /** Longer payloads are rare. */
    private static final int LONGEST = 16 << 10;

    private final ReferenceChunkReader reference;
    private final StreamLimits limits;
    private final WorkspacePool workspaces;
    private @Nullable Workspace workspace;
    private final Templates<CompletionChunk> templates = new Templates<>();

    /** The last chunk that was read token by token, and not by a template. */
    private @Nullable CompletionChunk lastParsed;

    /**
     * Creates a decoder for one stream.
     *
     * @param reference reads what this decoder leaves to it
     * @param workspaces lends the working memory
     */
    public FastChunkDecoder(ReferenceChunkReader reference, StreamLimits limits, WorkspacePool workspaces) {
        this.reference = reference;
        this.limits = limits;
        this.workspaces = workspaces;
    }

    @Override
    public Chunk decode(Payload payload) {
        Chunk chunk = read(payload);
        if (chunk != null) {
            return chunk;
        }
        Chunk parsed = reference.read(payload, lastParsed);
        return payload.length() > LONGEST ? parsed : remember(parsed);
    }

    /** Returns the chunk; null if the payload is left to the reference reading. */
    @Nullable
    Chunk read(Payload payload) {
        if (payload.length() > LONGEST || payload.event().equals(ReferenceChunkReader.ERROR)) {
            return null;
        }
        Workspace borrowed = workspace == null ? workspaces.take(limits) : workspace;
        workspace = borrowed;
        try {
            Chunk chunk = templates.read(payload, borrowed);
            return chunk == null ? walk(payload, borrowed) : chunk;
        } catch (JsonException e) {
            return null; // the payload isn't certainly JSON
        }
    }

    @Override
    public void pause() {
        if (workspace != null) {
            workspaces.give(workspace);
            workspace = null;
        }
    }

    /** Returns how many chunks were read by templates. */
    long filled() {
        return templates.filled();
    }

    private Chunk walk(Payload payload, Workspace borrowed) {
        ByteTokens tokens = borrowed.tokens;
        tokens.begin(payload.array(), payload.offset(), payload.offset() + payload.length(), 0);
        try {
            Chunk chunk = borrowed.chunks.read(tokens, false, lastParsed);
            if (chunk instanceof CompletionChunk completion) {
                learn(payload, completion, tokens.log());
            }
            return remember(chunk);
        } finally {
            tokens.close();
        }
    }

    private Chunk remember(Chunk chunk) {
        if (chunk instanceof CompletionChunk completion) {
            lastParsed = completion;
        }
        return chunk;
    }

    private void learn(Payload payload, CompletionChunk chunk, TokenLog log) {
        if (templates.miss()) {
            ChunkTemplate template = ChunkTemplate.of(payload, chunk, lastParsed, log);
            if (template != null) {
                templates.add(template);
            }
        }
    }
}
