package io.astreaming.json.messages;

import io.astreaming.chunk.ProviderError;
import io.astreaming.json.chunk.ChunkReader;
import io.astreaming.json.chunk.ReferenceChunkReader;
import io.astreaming.json.error.ErrorFields;
import io.astreaming.json.token.JsonTokens;
import io.astreaming.json.token.WholeNumber;
import io.astreaming.jsontext.Extras;
import io.astreaming.jsontext.JsonText;
import io.astreaming.port.Payload;
import io.astreaming.protocol.messages.MessagesEvent;
import io.astreaming.protocol.messages.MessagesEvent.BlockStart;
import io.astreaming.protocol.messages.MessagesEvent.BlockStop;
import io.astreaming.protocol.messages.MessagesEvent.Failure;
import io.astreaming.protocol.messages.MessagesEvent.MessageDelta;
import io.astreaming.protocol.messages.MessagesEvent.MessageStart;
import io.astreaming.protocol.messages.MessagesEvent.MessageStop;
import io.astreaming.protocol.messages.MessagesEvent.Other;
import io.astreaming.protocol.messages.MessagesEvent.OtherPiece;
import io.astreaming.protocol.messages.MessagesEvent.Ping;
import io.astreaming.protocol.messages.MessagesEvent.TextPiece;
import io.astreaming.protocol.messages.PieceKind;
import io.astreaming.value.Deviation;
import jakarta.json.stream.JsonParser.Event;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The members of one payload, in whatever order they are sent, and the event that they are. Everything that is kept
 * verbatim counts as objects, since the translator splits it. Not thread-safe.
 */
final class EventMembers {
    private static final String ERROR = ReferenceChunkReader.ERROR;
    private static final String MESSAGE = "message";

    private final JsonTokens in;
    private final Map<String, JsonText> others = new LinkedHashMap<>();
    private @Nullable String type;
    private @Nullable Integer index;
    private @Nullable JsonText block;
    private Extras usage = Extras.NONE;

    private Extras message = Extras.NONE;
    private List<JsonText> content = List.of();

    /** The delta's type; empty if none was sent. */
    private String deltaType = "";
    /** What the delta is a piece of; null if it isn't a piece of text. */
    private @Nullable PieceKind kind;

    private String text = "";
    /** The delta verbatim, unless it is a piece of text. */
    private @Nullable JsonText delta;

    EventMembers(JsonTokens in) {
        this.in = in;
    }

    /**
     * Reads the one value of a payload.
     *
     * @param name the type of the server-sent event
     */
    MessagesEvent read(String name) {
        boolean object = in.next() == Event.START_OBJECT;
        int mark = in.mark();
        if (!object) {
            in.skip();
            return other(in.since(mark), name, true);
        }
        for (String member = in.member(); member != null; member = in.member()) {
            member(member);
        }
        boolean typed = type != null;
        if (!typed && !name.equals(Payload.MESSAGE)) {
            in.deviation(Deviation.UNEXPECTED_FORM);
            type = name;
        }
        MessagesEvent event = event(mark);
        return event == null ? other(in.since(mark), name, !typed || others.containsKey(ERROR)) : event;
    }

    private void member(String member) {
        switch (member) {
            case "type" -> type = string();
            case "index" -> index = index();
            case "delta" -> delta();
            case "content_block" -> {
                boolean object = in.event() == Event.START_OBJECT;
                JsonText value = counted();
                block = object ? value : null;
            }
            case "usage" -> usage = members();
            case MESSAGE -> {
                if (in.event() == Event.START_OBJECT) {
                    message();
                } else {
                    others.put(member, counted());
                }
            }
            default -> others.put(member, counted());
        }
    }

    /** Returns the event; null if it is none of this protocol. */
    private @Nullable MessagesEvent event(int mark) {
        return switch (type == null ? "" : type) {
            case "content_block_delta" -> piece();
            case "content_block_start" -> block == null ? null : new BlockStart(index, block);
            case "content_block_stop" -> new BlockStop(index);
            case "message_start" -> new MessageStart(message, content, usage, false);
            case "message_delta" ->
                delta == null ? new MessageDelta(Extras.NONE, usage, extras()) : changes(delta.members());
            case "message_stop" -> new MessageStop(usage, extras());
            case MESSAGE -> whole();
            case "ping" -> new Ping();
            case ERROR -> failure(in.since(mark));
            default -> null;
        };
    }

    /** Returns what changes of the message; some gateways put the usage among that. */
    private MessagesEvent changes(Map<String, JsonText> sent) {
        JsonText within = sent.get("usage");
        if (within == null || !within.text().startsWith("{")) {
            return new MessageDelta(new Extras(sent), usage, extras());
        }
        in.deviation(Deviation.UNEXPECTED_FORM);
        Map<String, JsonText> changed = new LinkedHashMap<>(sent);
        changed.remove("usage");
        return new MessageDelta(new Extras(changed), usage.isEmpty() ? new Extras(within.members()) : usage, extras());
    }

    private @Nullable MessagesEvent piece() {
        if (kind != null) {
            return new TextPiece(index, kind, text);
        }
        return delta == null ? null : new OtherPiece(index, deltaType, delta);
    }

    private Extras extras() {
        return others.isEmpty() ? Extras.NONE : new Extras(others);
    }

    /** Returns a message in one piece, whose members are those of the payload. */
    private MessagesEvent whole() {
        JsonText blocks = others.remove("content");
        return new MessageStart(extras(), blocks == null ? List.of() : blocks(blocks), usage, true);
    }

    /** Returns the blocks of a content, which requests may have as a text. */
    private static List<JsonText> blocks(JsonText content) {
        if (content.text().startsWith("\"")) {
            return List.of(new JsonText("{\"type\":\"text\",\"text\":" + content.text() + "}"));
        }
        return content.elements().stream()
                .filter(value -> value.text().startsWith("{"))
                .toList();
    }

    private Failure failure(JsonText wire) {
        try (JsonTokens again = in.inner(wire)) {
            return new Failure(ErrorFields.read(again).detail(wire));
        }
    }

    /**
     * Returns the event of a payload that is none of this protocol: gateways report errors in the forms of chat
     * completions.
     *
     * @param mayBeError whether it may be an error
     */
    private MessagesEvent other(JsonText wire, String name, boolean mayBeError) {
        if (name.equals(ERROR)) {
            return failure(wire);
        }
        if (mayBeError) {
            try (JsonTokens again = in.inner(wire)) {
                if (new ChunkReader().read(again, false, null) instanceof ProviderError error) {
                    return new Failure(error.error());
                }
            }
        }
        return new Other(wire);
    }

    private void delta() {
        delta = null;
        kind = null;
        deltaType = "";
        if (in.event() != Event.START_OBJECT) {
            unexpected();
            return;
        }
        int mark = in.mark();
        String plain = null;
        String thinking = null;
        String json = null;
        for (String member = in.member(); member != null; member = in.member()) {
            in.count();
            switch (member) {
                case "type" -> {
                    String sent = string();
                    deltaType = sent == null ? "" : sent;
                }
                case "text" -> plain = string();
                case "thinking" -> thinking = string();
                case "partial_json" -> json = arguments();
                default -> in.skip();
            }
        }
        boolean typed = !deltaType.isEmpty();
        if (typed ? deltaType.equals("text_delta") : plain != null) {
            piece(PieceKind.TEXT, plain);
        } else if (typed ? deltaType.equals("thinking_delta") : thinking != null) {
            piece(PieceKind.THINKING, thinking);
        } else if (typed ? deltaType.equals("input_json_delta") : json != null) {
            piece(PieceKind.INPUT, json);
        } else {
            delta = in.since(mark);
        }
        if (!typed && kind != null) {
            in.deviation(Deviation.UNEXPECTED_FORM);
        }
    }

    /** Reads a piece of arguments; some servers send the JSON that it should be the text of. */
    private @Nullable String arguments() {
        if (in.event() == Event.START_OBJECT || in.event() == Event.START_ARRAY) {
            in.deviation(Deviation.ARGUMENTS_NOT_A_STRING);
            return counted().minified().text();
        }
        return string();
    }

    private void piece(PieceKind of, @Nullable String sent) {
        kind = of;
        text = sent == null ? "" : sent;
    }

    private void message() {
        Map<String, JsonText> members = new LinkedHashMap<>();
        content = List.of();
        for (String member = in.member(); member != null; member = in.member()) {
            if (member.equals("usage")) {
                usage = members();
            } else if (member.equals("content") && in.event() == Event.VALUE_STRING) {
                in.deviation(Deviation.UNEXPECTED_FORM);
                content = blocks(counted());
            } else if (member.equals("content") && in.event() == Event.START_ARRAY) {
                content = new ArrayList<>();
                while (in.element()) {
                    boolean object = in.event() == Event.START_OBJECT;
                    JsonText value = counted();
                    if (object) {
                        content.add(value);
                    }
                }
            } else {
                members.put(member, counted());
            }
        }
        message = new Extras(members);
    }

    /** Returns the members of an object verbatim; none if there is none. */
    private Extras members() {
        if (in.event() != Event.START_OBJECT) {
            unexpected();
            return Extras.NONE;
        }
        Map<String, JsonText> members = new LinkedHashMap<>();
        for (String member = in.member(); member != null; member = in.member()) {
            members.put(member, counted());
        }
        return new Extras(members);
    }

    private @Nullable String string() {
        if (in.event() == Event.VALUE_STRING) {
            return in.string();
        }
        unexpected();
        return null;
    }

    private @Nullable Integer index() {
        if (in.event() == Event.VALUE_STRING) {
            in.deviation(Deviation.UNEXPECTED_FORM);
            return WholeNumber.index(in.string());
        }
        if (in.event() != Event.VALUE_NUMBER) {
            unexpected();
            return null;
        }
        Long number = in.canonical();
        return number == null || number != number.intValue() ? null : Integer.valueOf(number.intValue());
    }

    /** Skips a value of another kind than expected. */
    private void unexpected() {
        if (in.event() != Event.VALUE_NULL) {
            in.deviation(Deviation.UNEXPECTED_FORM);
        }
        in.skip();
    }

    /** Moves to the end of the current value and returns it as sent; it counts as the values in it. */
    private JsonText counted() {
        if (in.event() != Event.START_OBJECT && in.event() != Event.START_ARRAY) {
            in.count();
            return in.value();
        }
        int mark = in.mark();
        int depth = 1;
        while (depth > 0) {
            switch (in.next()) {
                case START_OBJECT, START_ARRAY -> depth++;
                case END_OBJECT, END_ARRAY -> depth--;
                default -> in.count();
            }
        }
        return in.since(mark);
    }
}
