package io.astreaming.json.fast;

import io.astreaming.chunk.Chunk;
import io.astreaming.chunk.CompletionChunk;
import io.astreaming.json.chunk.ChunkReader;
import io.astreaming.json.chunk.ReferenceChunkDecoder;
import io.astreaming.json.token.ByteTokens;
import io.astreaming.json.token.TokenLog;
import io.astreaming.port.ChunkDecoder;
import io.astreaming.port.Payload;
import io.astreaming.settings.StreamLimits;
import jakarta.json.JsonException;
import org.jspecify.annotations.Nullable;

/**
 * The fast reader, in front of the reference reading ({@link ReferenceChunkDecoder}). It answers only when it is
 * certain that the reference reading would say the same; everything else it hands on, broken payloads first of all.
 *
 * <p>It has two ways. Consecutive chunks of a stream are the same but for a string or two: a {@link ChunkTemplate}
 * compares a payload with one that was read before and reads only those strings. Where none fits, the same walk that
 * makes the reference reading ({@link ChunkReader}) goes over tokens that a {@link ByteTokens} finds in the payload's
 * own bytes, and what comes of it is the next template. So there is one place that knows what a chunk is, and two that
 * know JSON. What it reads with is lent to it between two {@linkplain #pause pauses}. Not thread-safe.
 */
public final class FastChunkDecoder implements ChunkDecoder {
    /** Longer payloads don't come by the thousand, and parsers have limits of their own. */
    private static final int LONGEST = 16 << 10;
    /** Streams alternate a few shapes: role, content, calls, the end. */
    private static final int TEMPLATES = 4;

    /** After so many templates in a row that never matched, a new one is made only for every 16th chunk. */
    private static final int MAX_MISSES = 8;

    private static final int RETRY_INTERVAL = 16;

    private final ReferenceChunkDecoder reference;
    private final StreamLimits limits;
    private final WorkspacePool workspaces;
    private @Nullable Workspace workspace;
    /** The one that fitted last comes first. */
    private final @Nullable ChunkTemplate[] templates = new ChunkTemplate[TEMPLATES];

    /** The last chunk that was walked. */
    private @Nullable CompletionChunk before;

    private int misses;
    private long filled;

    public FastChunkDecoder(ReferenceChunkDecoder reference, StreamLimits limits, WorkspacePool workspaces) {
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
        Chunk parsed = reference.decode(payload, before);
        return payload.length() > LONGEST ? parsed : remember(parsed);
    }

    /** The chunk, absent where the reference reading has to say it. */
    @Nullable
    Chunk read(Payload payload) {
        if (payload.length() > LONGEST || payload.event().equals(ReferenceChunkDecoder.ERROR)) {
            return null;
        }
        Workspace lent = workspace == null ? workspaces.take(limits) : workspace;
        workspace = lent;
        try {
            Chunk chunk = fill(payload, lent);
            return chunk == null ? walk(payload, lent) : chunk;
        } catch (JsonException e) {
            return null; // the reader of tokens is unsure
        }
    }

    @Override
    public void pause() {
        if (workspace != null) {
            workspaces.give(workspace);
            workspace = null;
        }
    }

    /** How many chunks came from templates. */
    long filled() {
        return filled;
    }

    private @Nullable Chunk fill(Payload payload, Workspace lent) {
        for (int i = 0; i < TEMPLATES; i++) {
            ChunkTemplate template = templates[i];
            if (template == null) {
                return null;
            }
            CompletionChunk chunk = template.read(payload, lent);
            if (chunk != null) {
                if (i > 0) {
                    toFront(template, i);
                }
                misses = 0;
                filled++;
                return chunk;
            }
        }
        return null;
    }

    private Chunk walk(Payload payload, Workspace lent) {
        ByteTokens tokens = lent.tokens;
        tokens.begin(payload.array(), payload.offset(), payload.offset() + payload.length(), 0);
        try {
            Chunk chunk = lent.chunks.read(tokens, false, before);
            if (chunk instanceof CompletionChunk completion) {
                learn(payload, completion, tokens.taken());
            }
            return remember(chunk);
        } finally {
            tokens.close();
        }
    }

    private Chunk remember(Chunk chunk) {
        if (chunk instanceof CompletionChunk completion) {
            before = completion;
        }
        return chunk;
    }

    private void learn(Payload payload, CompletionChunk chunk, TokenLog taken) {
        misses++;
        if (misses < MAX_MISSES || misses % RETRY_INTERVAL == 0) {
            ChunkTemplate template = ChunkTemplate.of(payload, chunk, before, taken);
            if (template != null) {
                toFront(template, TEMPLATES - 1);
            }
        }
    }

    /** Puts a template before those that stand before a place. */
    private void toFront(ChunkTemplate template, int place) {
        System.arraycopy(templates, 0, templates, 1, place);
        templates[0] = template;
    }
}
