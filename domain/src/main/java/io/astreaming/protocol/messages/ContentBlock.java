package io.astreaming.protocol.messages;

import io.astreaming.jsontext.JsonText;
import io.astreaming.jsontext.JsonWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One content block, put together from its start and its pieces as the provider wants it back: with its signature, its
 * citations, its input, and members that are unknown here. Not thread-safe.
 */
final class ContentBlock {
    static final String CITATIONS = "citations";
    static final String INPUT = "input";

    final int position;
    final String type;
    private final JsonText start;
    private final Map<String, JsonText> members;
    /** Members that are strings and have grown. */
    private Map<String, StringBuilder> texts = Map.of();

    private List<JsonText> citations = List.of();
    private boolean stopped;
    private boolean whole;
    private boolean inputTold;
    private final boolean nameless;

    /**
     * Creates a block.
     *
     * @param position its number within the message
     * @param start the block as it began, a JSON object
     */
    ContentBlock(int position, JsonText start) {
        this.position = position;
        this.start = start;
        this.members = start.members();
        String sent = text("type");
        this.type = sent == null ? "" : sent;
        this.nameless = isCall() && text("name") == null;
    }

    /** Returns the members with which it began. */
    Map<String, JsonText> members() {
        return members;
    }

    /** Returns a member with which it began, if it is a string that isn't empty; else null. */
    @Nullable
    String text(String member) {
        JsonText value = members.get(member);
        String text = value == null ? null : value.string();
        return text == null || text.isEmpty() ? null : text;
    }

    /** Returns whether it is a call that the client has to run; the provider runs those of other types. */
    boolean isCall() {
        return type.equals(PieceKind.INPUT.block);
    }

    boolean isStopped() {
        return stopped;
    }

    /** Returns whether it has stopped, and can be sent back as it was then. */
    boolean isWhole() {
        return whole;
    }

    /** Appends to a member that is a string. */
    void append(String member, String piece) {
        if (piece.isEmpty()) {
            return;
        }
        StringBuilder text = texts.get(member);
        if (text == null) {
            texts = texts.isEmpty() ? new LinkedHashMap<>() : texts;
            String before = member.equals(INPUT) ? null : text(member);
            text = new StringBuilder(before == null ? "" : before);
            texts.put(member, text);
        }
        text.append(piece);
    }

    void addCitation(JsonText citation) {
        if (citations.isEmpty()) {
            JsonText before = members.get(CITATIONS);
            citations = new ArrayList<>(before == null ? List.of() : before.elements());
        }
        citations.add(citation);
    }

    /**
     * Returns the input with which the block began, as text, but only once; null if there is none, or pieces of it have
     * arrived.
     */
    @Nullable
    String inputAtStart() {
        JsonText input = members.get(INPUT);
        if (inputTold || input == null || input.isNull() || texts.containsKey(INPUT)) {
            return null;
        }
        inputTold = true;
        String text = text(INPUT);
        String json = text == null ? input.minified().text() : text;
        return json.equals("{}") || json.equals("\"\"") ? null : json;
    }

    /** Stops the block; whatever arrives now is late. */
    void stop() {
        stopped = true;
    }

    /** Returns the whole block; null if it can't be sent back: its input isn't JSON, or it has no name. */
    @Nullable
    JsonText wire() {
        JsonText wire = assembled();
        whole = wire != null;
        return wire;
    }

    private @Nullable JsonText assembled() {
        if (nameless) {
            return null;
        }
        if (texts.isEmpty() && citations.isEmpty()) {
            return start;
        }
        Map<String, JsonText> whole = new LinkedHashMap<>(members);
        for (Map.Entry<String, StringBuilder> text : texts.entrySet()) {
            String value = text.getValue().toString();
            if (text.getKey().equals(INPUT) && value.isBlank()) {
                continue;
            }
            JsonText json = text.getKey().equals(INPUT) ? json(value) : JsonText.ofString(value);
            if (json == null) {
                return null;
            }
            whole.put(text.getKey(), json);
        }
        if (!citations.isEmpty()) {
            whole.put(CITATIONS, new JsonWriter().tree(citations).text());
        }
        return new JsonWriter().tree(whole).text();
    }

    private static @Nullable JsonText json(String text) {
        try {
            return JsonText.of(text.strip());
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
