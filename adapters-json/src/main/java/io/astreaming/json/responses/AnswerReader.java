package io.astreaming.json.responses;

import io.astreaming.json.error.ErrorFields;
import io.astreaming.json.token.JsonTokens;
import io.astreaming.jsontext.Extras;
import io.astreaming.jsontext.JsonText;
import io.astreaming.protocol.responses.ResponsesAnswer;
import io.astreaming.protocol.responses.ResponsesItem;
import io.astreaming.value.ErrorDetail;
import io.astreaming.value.Usage;
import io.astreaming.value.UsageNotReported;
import jakarta.json.stream.JsonParser.Event;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads a {@code response} object. It repeats the whole request, with instructions and tools, which is left out. Not
 * thread-safe.
 */
final class AnswerReader {
    private final JsonTokens in;
    private final Map<String, JsonText> extras = new LinkedHashMap<>();
    private final Map<String, JsonText> status = new LinkedHashMap<>();
    private List<ResponsesItem> items = List.of();
    private @Nullable ErrorDetail error;

    private AnswerReader(JsonTokens in) {
        this.in = in;
    }

    /** Reads an object. */
    static ResponsesAnswer read(JsonTokens in) {
        return new AnswerReader(in).read();
    }

    private ResponsesAnswer read() {
        String id = null;
        String model = null;
        Long created = null;
        String word = null;
        String reason = null;
        Usage usage = UsageNotReported.INSTANCE;
        for (String member = in.member(); member != null; member = in.member()) {
            in.count();
            switch (member) {
                case "id" -> id = nonEmpty(Values.string(in));
                case "model" -> model = nonEmpty(Values.string(in));
                case "created_at" -> created = Values.number(in);
                case "status" -> {
                    word = nonEmpty(Values.string(in));
                    if (word != null) {
                        status.put(member, JsonText.ofString(word));
                    }
                }
                case "incomplete_details" -> reason = reason(member);
                case "error" -> error();
                case "output" -> output();
                case "usage" -> usage = usage();
                case "service_tier", "conversation" -> keep(extras, member);
                default -> in.skip();
            }
        }
        return new ResponsesAnswer(
                id, model, created, word, reason, error, items, usage, extras(extras), extras(status));
    }

    private static @Nullable String nonEmpty(@Nullable String text) {
        return text == null || text.isEmpty() ? null : text;
    }

    private static Extras extras(Map<String, JsonText> members) {
        return members.isEmpty() ? Extras.NONE : new Extras(members);
    }

    private void keep(Map<String, JsonText> members, String member) {
        JsonText value = in.value();
        if (!value.isNull()) {
            members.put(member, value);
        }
    }

    private @Nullable String reason(String member) {
        if (in.event() != Event.START_OBJECT) {
            Values.unexpected(in);
            return null;
        }
        int mark = in.mark();
        String reason = null;
        for (String name = in.member(); name != null; name = in.member()) {
            if (name.equals("reason")) {
                reason = nonEmpty(Values.string(in));
            } else {
                in.skip();
            }
        }
        status.put(member, in.since(mark));
        return reason;
    }

    private void error() {
        JsonText wire = in.value();
        if (!wire.isNull()) {
            try (JsonTokens again = in.inner(wire)) {
                error = ErrorFields.read(again).detail(wire);
            }
        }
    }

    private void output() {
        if (in.event() != Event.START_ARRAY) {
            Values.unexpected(in);
            return;
        }
        items = new ArrayList<>();
        while (in.element()) {
            if (in.event() == Event.START_OBJECT) {
                items.add(ItemReader.read(in));
            } else {
                Values.unexpected(in);
            }
        }
    }

    private Usage usage() {
        if (in.event() != Event.START_OBJECT) {
            Values.unexpected(in);
            return UsageNotReported.INSTANCE;
        }
        return ResponsesUsageReader.read(in);
    }
}
