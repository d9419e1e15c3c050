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
import io.astreaming.value.TokenUsage;
import jakarta.json.stream.JsonParserFactory;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes chunks. As text, since a {@code JsonGenerator} would rewrite numbers. Thread-safe. */
public final class ChunkWriter {
    private final JsonParserFactory parsers;

    public ChunkWriter(JsonParserFactory parsers) {
        this.parsers = parsers;
    }

    public JsonText write(Chunk chunk) {
        StringBuilder out = new StringBuilder(512);
        if (chunk instanceof CompletionChunk completion) {
            write(out, completion, null);
        } else if (chunk instanceof ProviderError error) {
            write(out, error);
        } else if (chunk instanceof UnrecognizedChunk unrecognized) {
            out.append(unrecognized.wire().text());
        }
        return new JsonText(onOneLine(out.toString()));
    }

    private void write(StringBuilder out, ProviderError error) {
        JsonText wire = error.error().wire();
        CompletionChunk alongside = error.alongside();
        if (alongside != null) {
            try (ParserTokens in = new ParserTokens(parsers, wire.text())) {
                boolean holdsIt = new FailureFinder(in).find(alongside) != null;
                write(out, alongside, holdsIt ? null : wire);
            }
        } else if (isWholePayload(wire)) {
            out.append(wire.text());
        } else {
            new ObjectWriter(out, Extras.NONE).json("error", wire).end();
        }
    }

    private boolean isWholePayload(JsonText wire) {
        try (ParserTokens in = new ParserTokens(parsers, wire.text())) {
            return ErrorReader.isError(in);
        }
    }

    private static void write(StringBuilder out, CompletionChunk chunk, @Nullable JsonText error) {
        ObjectWriter object = new ObjectWriter(out, chunk.extras())
                .string("id", chunk.id())
                .string("object", chunk.object())
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

    private static void choices(StringBuilder out, List<Choice> choices) {
        out.append('[');
        for (int i = 0; i < choices.size(); i++) {
            if (i > 0) {
                out.append(',');
            }
            choice(out, choices.get(i));
        }
        out.append(']');
    }

    private static void choice(StringBuilder out, Choice choice) {
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

    /** Line breaks stand between tokens only: within a string JSON has them escaped. */
    private static String onOneLine(String json) {
        return json.replace('\n', ' ').replace('\r', ' ');
    }
}
