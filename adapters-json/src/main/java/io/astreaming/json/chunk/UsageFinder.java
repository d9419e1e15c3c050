package io.astreaming.json.chunk;

import io.astreaming.chunk.Choice;
import io.astreaming.chunk.Delta;
import io.astreaming.chunk.UnrecognizedDelta;
import io.astreaming.json.token.JsonTokens;
import io.astreaming.jsontext.Extras;
import io.astreaming.jsontext.JsonText;
import io.astreaming.value.TokenUsage;
import io.astreaming.value.Usage;
import io.astreaming.value.UsageNotReported;
import jakarta.json.stream.JsonParser.Event;
import java.util.List;

/**
 * Finds usage in unusual places: in a vendor's object such as {@code x_groq}, in a choice, its delta or its message.
 * There it is usage only if it counts tokens. Not thread-safe.
 */
public final class UsageFinder {
    private static final String USAGE = "usage";
    private static final int DEEPEST = 3;

    private final UsageReader reader;
    /** The last extras without usage, of a chunk and of a choice: the next ones are mostly the same. */
    private Extras chunkWithout = Extras.NONE;

    private Extras choiceWithout = Extras.NONE;

    UsageFinder(UsageReader reader) {
        this.reader = reader;
    }

    /** Returns whether a member may have usage in it. */
    public static boolean mayContain(JsonText value) {
        return value.text().startsWith("{") && value.text().contains("\"usage\"");
    }

    /**
     * Returns the usage. The chunk's own members precede those of its choices, and later members precede earlier ones.
     *
     * @param tokens returns the tokens of a part of the text
     */
    @SuppressWarnings("ReferenceEquality") // equal extras that aren't shared only cost time
    Usage find(Extras chunk, List<Choice> choices, JsonTokens tokens) {
        Usage usage = chunk == chunkWithout ? UsageNotReported.INSTANCE : in(chunk, tokens);
        chunkWithout = usage == UsageNotReported.INSTANCE ? chunk : chunkWithout;
        for (int i = choices.size() - 1; i >= 0 && usage == UsageNotReported.INSTANCE; i--) {
            Choice choice = choices.get(i);
            Extras extras = choice.extras();
            usage = extras == choiceWithout ? UsageNotReported.INSTANCE : in(extras, tokens);
            choiceWithout = usage == UsageNotReported.INSTANCE ? extras : choiceWithout;
            for (int j = 0; j < choice.deltas().size() && usage == UsageNotReported.INSTANCE; j++) {
                Delta delta = choice.deltas().get(j);
                if (delta instanceof UnrecognizedDelta other && other.name().equals(USAGE)) {
                    usage = of(USAGE, other.value(), tokens);
                }
            }
        }
        return usage;
    }

    private Usage in(Extras extras, JsonTokens tokens) {
        Usage usage = UsageNotReported.INSTANCE;
        if (extras.isEmpty()) {
            return usage;
        }
        for (var member : extras.members().entrySet()) {
            Usage found = of(member.getKey(), member.getValue(), tokens);
            usage = found instanceof TokenUsage ? found : usage;
        }
        return usage;
    }

    private Usage of(String name, JsonText value, JsonTokens tokens) {
        if (!name.equals(USAGE) ? !mayContain(value) : !value.text().startsWith("{")) {
            return UsageNotReported.INSTANCE;
        }
        try (JsonTokens in = tokens.inner(value)) {
            in.next();
            return name.equals(USAGE) ? read(in) : within(in, DEEPEST);
        }
    }

    private Usage within(JsonTokens in, int depth) {
        Usage usage = UsageNotReported.INSTANCE;
        for (String name = in.member(); name != null; name = in.member()) {
            if (in.event() != Event.START_OBJECT || (depth == 0 && !name.equals(USAGE))) {
                in.skip();
                continue;
            }
            Usage found = name.equals(USAGE) ? read(in) : within(in, depth - 1);
            usage = found instanceof TokenUsage ? found : usage;
        }
        return usage;
    }

    private Usage read(JsonTokens in) {
        Usage usage = reader.read(in);
        boolean counts = usage instanceof TokenUsage tokens
                && (tokens.promptTokens() != null || tokens.completionTokens() != null || tokens.totalTokens() != null);
        return counts ? usage : UsageNotReported.INSTANCE;
    }
}
