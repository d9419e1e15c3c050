package io.astreaming.json.chunk;

import io.astreaming.chunk.Choice;
import io.astreaming.chunk.Chunk;
import io.astreaming.chunk.CompletionChunk;
import io.astreaming.chunk.FinishedChoice;
import io.astreaming.chunk.ProviderError;
import io.astreaming.chunk.UnrecognizedChunk;
import io.astreaming.json.error.FailureFinder;
import io.astreaming.json.token.ParserTokens;
import io.astreaming.jsontext.Extras;
import io.astreaming.jsontext.JsonText;
import io.astreaming.jsontext.JsonWriter;
import io.astreaming.value.Protocol;
import io.astreaming.value.TokenUsage;
import jakarta.json.stream.JsonParserFactory;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes chunks. Thread-safe. */
public final class ChunkWriter {
    /** What a chunk is that was decoded from another protocol, once it is written. */
    private static final String OBJECT = "chat.completion.chunk";

    private final JsonParserFactory parsers;

    /**
     * Creates a writer.
     *
     * @param parsers finds out in which form an error was read
     */
    public ChunkWriter(JsonParserFactory parsers) {
        this.parsers = parsers;
    }

    /** Returns a chunk as JSON on one line. */
    public JsonText write(Chunk chunk) {
        JsonWriter out = new JsonWriter();
        if (chunk instanceof CompletionChunk completion) {
            write(out, completion, null);
        } else if (chunk instanceof ProviderError error) {
            write(out, error);
        } else if (chunk instanceof UnrecognizedChunk unrecognized) {
            out.json(unrecognized.wire());
        }
        return new JsonText(onOneLine(out.text().text()));
    }

    private void write(JsonWriter out, ProviderError error) {
        JsonText wire = error.error().wire();
        CompletionChunk alongside = error.alongside();
        if (alongside != null) {
            try (ParserTokens in = new ParserTokens(parsers, wire.text())) {
                boolean holdsError = new FailureFinder(in).find(alongside) != null;
                write(out, alongside, holdsError ? null : wire);
            }
        } else if (isWholePayload(wire)) {
            out.json(wire);
        } else {
            new ObjectWriter(out, Extras.NONE).json("error", wire).end();
        }
    }

    private boolean isWholePayload(JsonText wire) {
        try (ParserTokens in = new ParserTokens(parsers, wire.text())) {
            return ErrorReader.isError(in);
        }
    }

    private static void write(JsonWriter out, CompletionChunk chunk, @Nullable JsonText error) {
        ObjectWriter object = new ObjectWriter(out, chunk.extras())
                .string("id", chunk.id())
                .string("object", Protocol.of(chunk.object()) == null ? chunk.object() : OBJECT)
                .number("created", chunk.created())
                .string("model", chunk.model());
        if (object.begin("choices")) {
            choices(out, chunk.choices());
        }
        if (chunk.usage() instanceof TokenUsage usage && object.begin("usage")) {
            UsageWriter.write(out, usage);
        }
        object.json("error", error).end();
    }

    private static void choices(JsonWriter out, List<Choice> choices) {
        out.beginArray();
        for (Choice choice : choices) {
            choice(out, choice);
        }
        out.endArray();
    }

    private static void choice(JsonWriter out, Choice choice) {
        ObjectWriter object = new ObjectWriter(out, choice.extras()).number("index", choice.index());
        if (object.begin("delta")) {
            DeltaWriter.write(out, choice.deltas(), choice.deltaExtras());
        }
        if (choice.logprobs() != null) {
            object.json("logprobs", choice.logprobs().wire());
        }
        if (choice instanceof FinishedChoice finished) {
            object.string("finish_reason", finished.finishReason().value());
        }
        object.end();
    }

    /** Replaces line breaks, which occur between tokens only: within a string JSON has them escaped. */
    private static String onOneLine(String json) {
        return json.replace('\n', ' ').replace('\r', ' ');
    }
}
