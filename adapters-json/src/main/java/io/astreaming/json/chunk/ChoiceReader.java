package io.astreaming.json.chunk;

import io.astreaming.chunk.Choice;
import io.astreaming.chunk.ContentDelta;
import io.astreaming.chunk.Delta;
import io.astreaming.chunk.FinishedChoice;
import io.astreaming.chunk.MessageDelta;
import io.astreaming.chunk.OpenChoice;
import io.astreaming.chunk.RoleDelta;
import io.astreaming.json.token.JsonTokens;
import io.astreaming.jsontext.Extras;
import io.astreaming.jsontext.JsonText;
import io.astreaming.jsontext.JsonWriter;
import io.astreaming.value.Deviation;
import io.astreaming.value.FinishReason;
import io.astreaming.value.Logprobs;
import jakarta.json.stream.JsonParser.Event;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads one element of {@code choices}. Not thread-safe. */
public final class ChoiceReader {
    /** What is read as something, here or by who looks for errors and usage. */
    private static final Set<String> MODELLED =
            Set.of("index", "delta", "message", "finish_reason", "logprobs", "text", "error", "usage");

    private final ObjectMembers members = new ObjectMembers();
    private final DeltaReader deltaReader = new DeltaReader();
    private final DeltaReader messageReader = new DeltaReader();

    Choice read(JsonTokens in) {
        int index = 0;
        List<Delta> deltas = List.of();
        Extras deltaExtras = Extras.NONE;
        FinishReason finishReason = null;
        Logprobs logprobs = null;
        boolean hasDelta = false;
        JsonText message = null;
        int messageMark = 0;
        JsonText text = null;
        members.begin(in);
        for (String name = in.member(); name != null; name = in.member()) {
            switch (name) {
                case "index" -> {
                    Integer value = members.index(name);
                    index = value == null ? 0 : value;
                }
                case "delta" -> {
                    members.markSeen(name);
                    hasDelta = in.event() == Event.START_OBJECT;
                    if (hasDelta) {
                        deltas = deltaReader.read(in);
                        deltaExtras = deltaReader.extras();
                    } else {
                        deltas = words(in);
                        deltaExtras = Extras.NONE;
                        members.unexpected(name);
                    }
                }
                case "finish_reason" -> finishReason = finishReason(in);
                case "logprobs" -> logprobs = logprobs(in);
                case "message" -> {
                    messageMark = in.mark();
                    message = members.other(name);
                }
                case "text" -> text = members.other(name);
                default -> members.other(name);
            }
        }
        if (!members.hasSeen("index")) {
            members.keep("index", JsonText.ABSENT);
        }
        if (!members.hasSeen("delta")) {
            members.keep("delta", JsonText.ABSENT);
        }
        if (message != null && isSaid(message)) {
            // It stays in the extras as it is, so nothing of its form need be kept twice.
            List<Delta> said = readMessage(in, message, messageMark);
            deltas = hasDelta ? with(deltas, new MessageDelta(said)) : said;
        } else if (text != null && text.text().startsWith("\"") && isTextCompletion(hasDelta, deltas, text)) {
            in.deviation(Deviation.TEXT_COMPLETION);
            if (hasDelta) {
                members.keep("delta", written(deltas, deltaExtras));
                deltaExtras = Extras.NONE;
            }
            deltas = with(deltas, new ContentDelta(text(in, text)));
        }
        Extras extras = members.end();
        return finishReason == null
                ? new OpenChoice(index, deltas, logprobs, extras, deltaExtras)
                : new FinishedChoice(index, deltas, finishReason, logprobs, extras, deltaExtras);
    }

    /** Whether a member of a choice is read as something. */
    public static boolean isModelled(String name) {
        return MODELLED.contains(name);
    }

    /**
     * What an object or a string that was read as such says as a choice's message.
     *
     * @param mark where it stands
     */
    public List<Delta> readMessage(JsonTokens in, JsonText message, int mark) {
        try (JsonTokens inner = in.inner(message, mark)) {
            if (inner.next() == Event.START_OBJECT) {
                return messageReader.read(inner);
            }
            inner.deviation(Deviation.UNEXPECTED_FORM);
            return words(inner);
        }
    }

    private static boolean isSaid(JsonText message) {
        return message.text().startsWith("{") || message.text().startsWith("\"");
    }

    /** What a mere string says in the place of an object. */
    private static List<Delta> words(JsonTokens in) {
        return in.event() == Event.VALUE_STRING ? List.of(new ContentDelta(in.string())) : List.of();
    }

    /** Whether a choice's text is its content: there is no delta, or one that says nothing. */
    private static boolean isTextCompletion(boolean hasDelta, List<Delta> deltas, JsonText text) {
        return hasDelta
                ? text.text().length() > 2 && deltas.stream().allMatch(RoleDelta.class::isInstance)
                : deltas.isEmpty();
    }

    /** The wire form of a delta, which stays beside what the text adds to it. */
    private static JsonText written(List<Delta> deltas, Extras extras) {
        JsonWriter out = new JsonWriter();
        DeltaWriter.write(out, deltas, extras);
        return out.text();
    }

    private static List<Delta> with(List<Delta> deltas, Delta last) {
        List<Delta> all = new ArrayList<>(deltas);
        all.add(last);
        return all;
    }

    private static String text(JsonTokens in, JsonText text) {
        try (JsonTokens inner = in.inner(text)) {
            inner.next();
            return inner.string();
        }
    }

    private @Nullable FinishReason finishReason(JsonTokens in) {
        String value = members.word("finish_reason");
        if (value == null) {
            return null;
        }
        if (value.equals("null")) {
            in.deviation(Deviation.FINISH_REASON_NULL_STRING);
            members.keep("finish_reason", in.value());
            return null;
        }
        return FinishReason.of(value);
    }

    private @Nullable Logprobs logprobs(JsonTokens in) {
        members.markSeen("logprobs");
        if (in.event() != Event.START_OBJECT) {
            members.unexpected("logprobs");
            return null;
        }
        return LogprobsReader.read(in);
    }
}
