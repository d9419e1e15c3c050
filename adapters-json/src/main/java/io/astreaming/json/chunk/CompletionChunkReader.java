package io.astreaming.json.chunk;

import io.astreaming.chunk.Choice;
import io.astreaming.chunk.CompletionChunk;
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
import org.jspecify.annotations.Nullable;

/** Reads a root object as a completion chunk, even if it turns out to be something else. Not thread-safe. */
final class CompletionChunkReader {
    final ChoiceReader choiceReader = new ChoiceReader();
    final UsageReader usageReader = new UsageReader();

    private final UsageFinder usageFinder = new UsageFinder(usageReader);
    private final ObjectMembers members = new ObjectMembers();
    private final List<Choice> choices = new ArrayList<>();

    /**
     * Reads an object.
     *
     * @param last the previous chunk of the stream, whose values are shared; null if there is none
     */
    CompletionChunk read(JsonTokens in, @Nullable CompletionChunk last) {
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
                case "object" -> object = members.nonEmptyString(name);
                case "created" -> {
                    created = members.wholeNumber(name);
                    in.created(created, in.mark());
                }
                case "model" -> model = members.nonEmptyString(name);
                case "choices" -> choices(in);
                case "usage" -> usage = usage(in);
                default -> members.other(name);
            }
        }
        if (!members.hasSeen("choices")) {
            members.keep("choices", JsonText.ABSENT);
        }
        Extras extras = members.end();
        // An envelope around a chunk may have usage as well, but the envelope isn't a chunk.
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
            in.created(usage, mark);
        }
        return usage;
    }

    /** Returns the value of the previous chunk if it is equal, so that a stream keeps one copy and not thousands. */
    private static <T> @Nullable T shared(@Nullable T value, @Nullable T last) {
        return value != null && value.equals(last) ? last : value;
    }
}
