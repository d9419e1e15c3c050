package io.astreaming.json.chunk;

import io.astreaming.chunk.Choice;
import io.astreaming.chunk.Chunk;
import io.astreaming.chunk.CompletionChunk;
import io.astreaming.chunk.UnrecognizedChunk;
import io.astreaming.json.error.FailureFinder;
import io.astreaming.json.token.JsonTokens;
import io.astreaming.jsontext.Extras;
import io.astreaming.jsontext.JsonText;
import io.astreaming.value.Deviation;
import io.astreaming.value.TokenUsage;
import io.astreaming.value.Usage;
import io.astreaming.value.UsageNotReported;
import jakarta.json.stream.JsonParser.Event;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads a payload's root: a completion chunk, an error, or neither. Not thread-safe. */
public final class ChunkReader {
    /** Members of the root that are modelled, or decide what the payload is. */
    private static final Set<String> LOOKED_AT =
            Set.of("id", "object", "created", "model", "choices", "usage", "error");

    private final ObjectMembers members = new ObjectMembers();
    private final ChoiceReader choiceReader = new ChoiceReader();
    private final UsageReader usageReader = new UsageReader();
    private final UsageFinder usageFinder = new UsageFinder(usageReader);
    private final List<Choice> choices = new ArrayList<>();
    private Extras withoutFailure = Extras.NONE;

    /** What reads choices in these chunks. */
    public ChoiceReader choiceReader() {
        return choiceReader;
    }

    /** What reads usage in these chunks. */
    public UsageReader usageReader() {
        return usageReader;
    }

    /**
     * Reads the one value of a text.
     *
     * @param errorEvent whether it came as an error
     * @param before the chunk before in the stream, to be shared with
     */
    public Chunk read(JsonTokens in, boolean errorEvent, @Nullable CompletionChunk before) {
        boolean object = in.next() == Event.START_OBJECT;
        int mark = in.mark();
        CompletionChunk chunk = null;
        if (object) {
            chunk = completion(in, before);
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

    /** Members that were looked at once and say of no failure aren't looked at again. */
    @SuppressWarnings("ReferenceEquality") // equal ones that aren't shared only cost time
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

    private CompletionChunk completion(JsonTokens in, @Nullable CompletionChunk last) {
        String id = null;
        String object = null;
        Long created = null;
        String model = null;
        Usage usage = UsageNotReported.INSTANCE;
        members.begin(in);
        choices.clear();
        for (String name = in.member(); name != null; name = in.member()) {
            switch (name) {
                case "id" -> id = members.id(name);
                case "object" -> object = members.word(name);
                case "created" -> {
                    created = members.whole(name);
                    in.made(created, in.mark());
                }
                case "model" -> model = members.word(name);
                case "choices" -> choices(in);
                case "usage" -> usage = usage(in);
                default -> members.other(name);
            }
        }
        if (!members.hasSeen("choices")) {
            members.keep("choices", JsonText.ABSENT);
        }
        Extras extras = members.end();
        // An envelope around a chunk may hold one as well, but it is no chunk.
        if (usage == UsageNotReported.INSTANCE && (id != null || members.hasSeen("choices"))) {
            usage = usageFinder.find(extras, choices, in);
            boolean found = usage instanceof TokenUsage;
            extras = found && !extras.override("usage") ? extras.with("usage", JsonText.ABSENT) : extras;
        }
        return new CompletionChunk(
                shared(id, last == null ? null : last.id()),
                shared(object, last == null ? null : last.object()),
                shared(created, last == null ? null : last.created()),
                shared(model, last == null ? null : last.model()),
                choices,
                usage,
                in.deviations(),
                extras);
    }

    private void choices(JsonTokens in) {
        members.markSeen("choices");
        choices.clear();
        if (in.event() != Event.START_ARRAY) {
            members.unexpected("choices");
            return;
        }
        int mark = in.mark();
        boolean odd = false;
        while (in.element()) {
            if (in.event() == Event.START_OBJECT) {
                in.count();
                choices.add(choiceReader.read(in));
            } else {
                odd = true;
                in.skip();
            }
        }
        if (odd) {
            in.deviation(Deviation.UNEXPECTED_FORM);
            members.keep("choices", in.since(mark));
        }
    }

    private Usage usage(JsonTokens in) {
        members.markSeen("usage");
        if (in.event() != Event.START_OBJECT) {
            members.unexpected("usage");
            return UsageNotReported.INSTANCE;
        }
        int mark = in.mark();
        Usage usage = usageReader.read(in);
        if (usage == UsageNotReported.INSTANCE) {
            members.keep("usage", in.since(mark));
        } else {
            in.made(usage, mark);
        }
        return usage;
    }

    /**
     * What makes an object a chunk: choices; or that it says so; or, where it has no {@code type} as other protocols'
     * events do, usage or an id and a model.
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

    /** Whether a member of a root that has choices is a string of which nobody looks at the value. */
    public static boolean isPadding(String name, JsonText value) {
        return !LOOKED_AT.contains(name)
                && !FailureFinder.isStatusCode(name)
                && value.text().startsWith("\"");
    }

    /** The value of the chunk before where it is the same, so that one copy stays and not thousands. */
    private static <T> @Nullable T shared(@Nullable T value, @Nullable T last) {
        return value != null && value.equals(last) ? last : value;
    }
}
