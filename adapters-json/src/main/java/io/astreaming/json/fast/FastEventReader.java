package io.astreaming.json.fast;

import io.astreaming.json.token.ByteTokens;
import io.astreaming.json.token.JsonTokens;
import io.astreaming.json.token.PayloadParser;
import io.astreaming.port.Payload;
import io.astreaming.settings.StreamLimits;
import io.astreaming.value.Deviation;
import jakarta.json.JsonException;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads the events of one stream, as {@link FastChunkDecoder} reads chunks: by templates, else from the payload's own
 * bytes, else through a JSON-P parser. All ways give the same event. Not thread-safe.
 *
 * @param <E> the events
 */
public final class FastEventReader<E> {
    /** Longer payloads are rare. */
    private static final int LONGEST = 16 << 10;

    private final EventForm<E> form;
    private final PayloadParser reference;
    private final StreamLimits limits;
    private final WorkspacePool workspaces;
    private final Templates<E> templates = new Templates<>();
    private @Nullable Workspace workspace;
    private Set<Deviation> noted = Set.of();

    /**
     * Creates a reader for one stream.
     *
     * @param reference parses what this reader leaves to it
     * @param workspaces lends the working memory
     */
    public FastEventReader(EventForm<E> form, PayloadParser reference, StreamLimits limits, WorkspacePool workspaces) {
        this.form = form;
        this.reference = reference;
        this.limits = limits;
        this.workspaces = workspaces;
    }

    /** Reads a payload, as {@link io.astreaming.port.ChunkDecoder} describes. */
    public E read(Payload payload) {
        E event = readFast(payload);
        return event == null ? readByReference(payload) : event;
    }

    /** Returns the deviations that were noted while the last event was read. */
    public Set<Deviation> noted() {
        return noted;
    }

    /** Releases the working memory until the next event. */
    public void pause() {
        if (workspace != null) {
            workspaces.give(workspace);
            workspace = null;
        }
    }

    /** Returns how many events were read by templates. */
    long filled() {
        return templates.filled();
    }

    E readByReference(Payload payload) {
        return reference.parse(payload, in -> read(in, payload));
    }

    /** Returns the event; null if the payload is left to the reference. */
    @Nullable
    E readFast(Payload payload) {
        if (payload.length() > LONGEST) {
            return null;
        }
        Workspace borrowed = workspace == null ? workspaces.take(limits) : workspace;
        workspace = borrowed;
        try {
            E event = templates.read(payload, borrowed);
            if (event == null) {
                return walk(payload, borrowed.tokens);
            }
            noted = Set.of();
            return event;
        } catch (JsonException e) {
            return null; // the payload isn't certainly JSON
        }
    }

    private E walk(Payload payload, ByteTokens tokens) {
        tokens.begin(payload.array(), payload.offset(), payload.offset() + payload.length(), 0);
        try {
            E event = read(tokens, payload);
            if (templates.miss() && noted.isEmpty()) {
                EventTemplate<E> template = EventTemplate.of(payload, event, form, tokens.log());
                if (template != null) {
                    templates.add(template);
                }
            }
            return event;
        } finally {
            tokens.close();
        }
    }

    private E read(JsonTokens in, Payload payload) {
        E event = form.read(in, payload.event());
        in.finish();
        noted = in.deviations().isEmpty() ? Set.of() : EnumSet.copyOf(in.deviations());
        return event;
    }
}
