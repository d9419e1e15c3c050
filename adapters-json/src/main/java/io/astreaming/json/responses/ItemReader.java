package io.astreaming.json.responses;

import io.astreaming.json.token.JsonTokens;
import io.astreaming.jsontext.Extras;
import io.astreaming.jsontext.JsonText;
import io.astreaming.protocol.responses.ItemPart;
import io.astreaming.protocol.responses.PartKind;
import io.astreaming.protocol.responses.ResponsesItem;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads one output item, whose type may come last. Not thread-safe. */
final class ItemReader {
    private final JsonTokens in;
    private String type = "";
    private @Nullable String id;
    private @Nullable String callId;
    private @Nullable String name;
    private @Nullable String arguments;
    private @Nullable String input;
    private List<RawPart> content = List.of();
    private List<RawPart> summary = List.of();
    private final Map<String, JsonText> extras = new LinkedHashMap<>();

    private ItemReader(JsonTokens in) {
        this.in = in;
    }

    /** Reads an object. */
    static ResponsesItem read(JsonTokens in) {
        return new ItemReader(in).read();
    }

    private ResponsesItem read() {
        in.count();
        int mark = in.mark();
        for (String member = in.member(); member != null; member = in.member()) {
            in.count();
            switch (member) {
                case "type" -> {
                    String sent = Values.string(in);
                    type = sent == null ? "" : sent;
                }
                case "id" -> id = Values.string(in);
                case "call_id" -> callId = Values.string(in);
                case "name" -> name = Values.string(in);
                case "arguments" -> arguments = Values.text(in);
                case "input" -> input = Values.text(in);
                case "content" -> content = RawPart.list(in);
                case "summary" -> summary = RawPart.list(in);
                case "namespace", "caller" -> extras.put(member, in.value());
                default -> in.skip();
            }
        }
        JsonText wire = in.since(mark);
        boolean call = type.equals(ResponsesItem.FUNCTION_CALL) || type.equals(ResponsesItem.CUSTOM_TOOL_CALL);
        extras.values().removeIf(JsonText::isNull);
        Extras kept = !call || extras.isEmpty() ? Extras.NONE : new Extras(extras);
        return new ResponsesItem(type, id, callId, call ? name : null, parts(), kept, wire);
    }

    private List<ItemPart> parts() {
        List<ItemPart> parts = new ArrayList<>();
        switch (type) {
            case ResponsesItem.MESSAGE -> addAll(parts, content, PartKind.TEXT);
            case ResponsesItem.REASONING -> {
                addAll(parts, content, PartKind.REASONING);
                addAll(parts, summary, PartKind.SUMMARY);
            }
            case ResponsesItem.FUNCTION_CALL -> add(parts, PartKind.ARGUMENTS, arguments);
            case ResponsesItem.CUSTOM_TOOL_CALL -> add(parts, PartKind.INPUT, input);
            default -> {}
        }
        return parts;
    }

    private static void add(List<ItemPart> parts, PartKind kind, @Nullable String text) {
        if (text != null) {
            parts.add(new ItemPart(kind, 0, text, List.of()));
        }
    }

    private static void addAll(List<ItemPart> parts, List<RawPart> sent, PartKind usual) {
        for (int i = 0; i < sent.size(); i++) {
            ItemPart part = sent.get(i).part(usual, i);
            if (part != null) {
                parts.add(part);
            }
        }
    }
}
