package io.astreaming.json.chunk;

import io.astreaming.chunk.Chunk;
import io.astreaming.chunk.CompletionChunk;
import io.astreaming.chunk.UnrecognizedChunk;
import io.astreaming.json.error.FailureFinder;
import io.astreaming.json.token.JsonTokens;
import io.astreaming.jsontext.Extras;
import io.astreaming.jsontext.JsonText;
import io.astreaming.value.TokenUsage;
import jakarta.json.stream.JsonParser.Event;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the root of a payload: a completion chunk, an error, or neither. Not thread-safe. */
public final class ChunkReader {
    /** Members of the root that are modelled, or determine what the payload is. */
    private static final Set<String> LOOKED_AT =
            Set.of("id", "object", "created", "model", "choices", "usage", "error");

    private final CompletionChunkReader completions = new CompletionChunkReader();
    private Extras withoutFailure = Extras.NONE;

    /** Creates a reader. */
    public ChunkReader() {}

    /** Returns the reader of choices. */
    public ChoiceReader choiceReader() {
        return completions.choiceReader;
    }

    /** Returns the reader of usage. */
    public UsageReader usageReader() {
        return completions.usageReader;
    }

    /**
     * Reads the one value of a text.
     *
     * @param errorEvent whether the type of the event is {@code error}
     * @param before the previous chunk of the stream, whose values are shared; null if there is none
     */
    public Chunk read(JsonTokens in, boolean errorEvent, @Nullable CompletionChunk before) {
        boolean object = in.next() == Event.START_OBJECT;
        int mark = in.mark();
        CompletionChunk chunk = null;
        if (object) {
            chunk = completions.read(in, before);
        } else {
            in.skip();
        }
        in.finish();
        if (errorEvent
                || (chunk != null ? ErrorReader.isError(chunk, new FailureFinder(in)) : isErrorInList(in, mark))) {
            return ErrorReader.read(in, in.since(mark), chunk);
        }
        JsonText failure = chunk == null ? null : failure(in, chunk);
        if (chunk != null && failure != null) {
            return ErrorReader.read(in, failure, in.since(mark), chunk);
        }
        if (chunk == null || !isCompletion(chunk)) {
            return new UnrecognizedChunk(in.since(mark), in.deviations());
        }
        return chunk;
    }

    /**
     * Returns what reports a failure. Extras in which none was found are shared by later chunks and not searched again.
     */
    @SuppressWarnings("ReferenceEquality") // equal extras that aren't shared only cost time
    private @Nullable JsonText failure(JsonTokens in, CompletionChunk chunk) {
        FailureFinder finder = new FailureFinder(in);
        if (chunk.extras() == withoutFailure && !chunk.choices().isEmpty()) {
            return finder.ofChoices(chunk);
        }
        JsonText failure = finder.find(chunk);
        withoutFailure = failure == null ? chunk.extras() : withoutFailure;
        return failure;
    }

    private static boolean isErrorInList(JsonTokens in, int mark) {
        if (in.event() != Event.END_ARRAY) {
            return false;
        }
        try (JsonTokens again = in.inner(in.since(mark))) {
            return ErrorReader.isError(again);
        }
    }

    /**
     * Returns whether an object is a chunk: it has choices, or names its type, or has usage or an id and a model. The
     * last two count only without a {@code type}, which the events of other protocols have.
     */
    private static boolean isCompletion(CompletionChunk chunk) {
        String object = chunk.object();
        if (ErrorReader.hasChoices(chunk) || (object != null && object.contains("chat.completion"))) {
            return true;
        }
        boolean usage = chunk.usage() instanceof TokenUsage;
        boolean envelope = chunk.id() != null && chunk.model() != null;
        return (usage || envelope) && chunk.extras().get("type") == null;
    }

    /** Returns whether a member of a root that has choices is a string whose value no reader uses. */
    public static boolean isPadding(String name, JsonText value) {
        return !LOOKED_AT.contains(name)
                && !FailureFinder.isStatusCode(name)
                && value.text().startsWith("\"");
    }
}
