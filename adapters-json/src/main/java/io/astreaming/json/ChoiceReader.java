package io.astreaming.json;

import io.astreaming.chunk.Choice;
import io.astreaming.chunk.ContentDelta;
import io.astreaming.chunk.Delta;
import io.astreaming.chunk.Deviation;
import io.astreaming.chunk.Extras;
import io.astreaming.chunk.FinishReason;
import io.astreaming.chunk.FinishedChoice;
import io.astreaming.chunk.JsonText;
import io.astreaming.chunk.Logprobs;
import io.astreaming.chunk.MessageDelta;
import io.astreaming.chunk.OpenChoice;
import jakarta.json.stream.JsonParser.Event;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads one element of {@code choices}. Not thread-safe. */
final class ChoiceReader {
    /** What is read as something, here or by who looks for errors and usage. */
    private static final Set<String> MODELLED =
            Set.of("index", "delta", "message", "finish_reason", "logprobs", "text", "error", "usage");

    private final Members members = new Members();
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
        JsonText text = null;
        members.begin(in);
        for (String name = in.member(); name != null; name = in.member()) {
            switch (name) {
                case "index" -> {
                    Integer value = members.index(name);
                    index = value == null ? 0 : value;
                }
                case "delta" -> {
                    members.meet(name);
                    hasDelta = in.event() == Event.START_OBJECT;
                    if (hasDelta) {
                        deltas = deltaReader.read(in);
                        deltaExtras = deltaReader.extras();
                    } else {
                        deltas = List.of();
                        deltaExtras = Extras.NONE;
                        members.unexpected(name);
                    }
                }
                case "finish_reason" -> finishReason = finishReason(in);
                case "logprobs" -> logprobs = logprobs(in);
                case "message" -> message = members.other(name);
                case "text" -> text = members.other(name);
                default -> members.other(name);
            }
        }
        if (!members.hasMet("index")) {
            members.keep("index", JsonText.ABSENT);
        }
        if (!members.hasMet("delta")) {
            members.keep("delta", JsonText.ABSENT);
        }
        Extras extras = members.end();
        if (message != null && message.text().startsWith("{")) {
            // It stays in the extras as it is, so nothing of its form need be kept twice.
            List<Delta> said = readMessage(in, message);
            deltas = hasDelta ? with(deltas, new MessageDelta(said)) : said;
        } else if (!hasDelta && text != null && text.text().startsWith("\"")) {
            in.deviation(Deviation.TEXT_COMPLETION);
            deltas = List.of(new ContentDelta(text(in, text)));
        }
        return finishReason == null
                ? new OpenChoice(index, deltas, logprobs, extras, deltaExtras)
                : new FinishedChoice(index, deltas, finishReason, logprobs, extras, deltaExtras);
    }

    /** Whether a member of a choice is read as something. */
    static boolean isModelled(String name) {
        return MODELLED.contains(name);
    }

    /** What an object that was read as such says as a choice's message. */
    List<Delta> readMessage(JsonTokens in, JsonText message) {
        try (JsonTokens inner = in.inner(message)) {
            inner.next();
            return messageReader.read(inner);
        }
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
        members.meet("logprobs");
        if (in.event() != Event.START_OBJECT) {
            members.unexpected("logprobs");
            return null;
        }
        return LogprobsReader.read(in);
    }
}
