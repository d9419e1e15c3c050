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
    /** Members that are read, here or by the finders of errors and usage. */
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
                        deltas = plainText(in);
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
        if (message != null && isReadable(message)) {
            // The extras keep it as sent, so its form needn't be kept again.
            List<Delta> read = readMessage(in, message, messageMark);
            deltas = hasDelta ? with(deltas, new MessageDelta(read)) : read;
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

    /** Returns whether a member of a choice is read, so that its value matters. */
    public static boolean isModelled(String name) {
        return MODELLED.contains(name);
    }

    /**
     * Reads a choice's message, an object or a string.
     *
     * @param mark the mark at which the message begins
     */
    public List<Delta> readMessage(JsonTokens in, JsonText message, int mark) {
        try (JsonTokens inner = in.inner(message, mark)) {
            if (inner.next() == Event.START_OBJECT) {
                return messageReader.read(inner);
            }
            inner.deviation(Deviation.UNEXPECTED_FORM);
            return plainText(inner);
        }
    }

    private static boolean isReadable(JsonText message) {
        return message.text().startsWith("{") || message.text().startsWith("\"");
    }

    /** Returns the content of a string that stands in the place of an object. */
    private static List<Delta> plainText(JsonTokens in) {
        return in.event() == Event.VALUE_STRING ? List.of(new ContentDelta(in.string())) : List.of();
    }

    /** Returns whether a choice's text is its content: there is no delta, or one without content. */
    private static boolean isTextCompletion(boolean hasDelta, List<Delta> deltas, JsonText text) {
        return hasDelta
                ? text.text().length() > 2 && deltas.stream().allMatch(RoleDelta.class::isInstance)
                : deltas.isEmpty();
    }

    /** Returns the wire form of a delta, which the extras keep when the text is added to it. */
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
        String value = members.nonEmptyString("finish_reason");
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
