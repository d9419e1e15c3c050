package io.astreaming.json.responses;

import io.astreaming.completion.AnswerItem;
import io.astreaming.completion.ToolCall;
import io.astreaming.json.request.ObjectFields;
import io.astreaming.jsontext.Extras;
import io.astreaming.jsontext.JsonText;
import io.astreaming.request.AssistantMessage;
import io.astreaming.request.ContentPart;
import io.astreaming.request.Message;
import io.astreaming.request.PromptMessage;
import io.astreaming.request.ToolMessage;
import io.astreaming.value.Protocol;
import io.astreaming.value.Role;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads the input items of a request as a conversation. Neighbouring items that are neither messages of the caller nor
 * results of tools are one answer of the model, which keeps them as they are. For one request.
 */
final class InputReader {
    private static final Set<String> OTHER_ROLES =
            Set.of(Role.ASSISTANT.value(), Role.TOOL.value(), Role.FUNCTION.value());

    private final List<Message> conversation = new ArrayList<>();
    private final Set<String> custom = new HashSet<>();

    private final List<AnswerItem> items = new ArrayList<>();
    private final List<ContentPart> content = new ArrayList<>();
    private final List<ToolCall> calls = new ArrayList<>();

    private InputReader() {}

    /**
     * Reads items.
     *
     * @throws IllegalArgumentException if an item isn't an object
     */
    static List<Message> read(List<JsonText> input) {
        InputReader reader = new InputReader();
        input.forEach(reader::add);
        reader.endAnswer();
        return reader.conversation;
    }

    private void add(JsonText item) {
        ObjectFields fields = new ObjectFields("an input item", item);
        String type = fields.string("type");
        String role = fields.string("role");
        if (type == null && role != null) {
            type = "message";
            if (fields.get("type") == null) {
                fields.keep("type", JsonText.ABSENT);
            }
        }
        Message message = null;
        if (type == null) {
            type = "item_reference"; // the only item that may be without a type and a role
        } else if (type.equals("message") && role != null && isPrompt(role)) {
            List<ContentPart> parts = PartReader.content(fields, "content");
            message = new PromptMessage(Role.of(role), parts, null, fields.remaining());
        } else if (type.endsWith("_call_output")) {
            message = result(type, fields);
        }
        if (message == null) {
            answer(type, item, fields);
        } else {
            endAnswer();
            conversation.add(message);
        }
    }

    /** Returns whether a message of a role becomes one of the model: the others are written in another form. */
    private static boolean isPrompt(String role) {
        return !role.isBlank() && !OTHER_ROLES.contains(role);
    }

    private @Nullable ToolMessage result(String type, ObjectFields fields) {
        String id = fields.string("call_id");
        if (id == null || id.isBlank()) {
            return null;
        }
        if (!type.equals(custom.contains(id) ? "custom_tool_call_output" : "function_call_output")) {
            fields.keep("type", JsonText.ofString(type));
        }
        List<ContentPart> parts = PartReader.content(fields, "output");
        return new ToolMessage(id, parts, fields.remaining());
    }

    private void answer(String type, JsonText item, ObjectFields fields) {
        String id = fields.string("call_id");
        boolean free = type.equals("custom_tool_call");
        if (type.equals("message")) {
            spoken(fields);
        } else if ((free || type.equals("function_call")) && id != null && !id.isBlank()) {
            String name = fields.string("name");
            String arguments = fields.string(free ? "input" : "arguments");
            calls.add(new ToolCall(
                    id,
                    free ? ToolCall.CUSTOM : ToolCall.FUNCTION,
                    name == null ? "" : name,
                    arguments == null ? "" : arguments,
                    true,
                    Extras.NONE));
            if (free) {
                custom.add(id);
            }
        }
        items.add(new AnswerItem(Protocol.RESPONSES, items.size(), type, item));
    }

    private void spoken(ObjectFields message) {
        String text = message.string("content");
        if (text != null) {
            content.add(ContentPart.text(text));
        }
        List<JsonText> parts = message.list("content");
        for (JsonText part : parts == null ? List.<JsonText>of() : parts) {
            ObjectFields fields = new ObjectFields("a part of a message's content", part);
            String said = fields.string("text");
            String refusal = fields.string("refusal");
            if (said != null) {
                content.add(ContentPart.text(said));
            } else if (refusal != null) {
                content.add(new ContentPart.Refusal(refusal, Extras.NONE));
            }
        }
    }

    private void endAnswer() {
        if (!items.isEmpty()) {
            conversation.add(new AssistantMessage(content, null, null, calls, null, null, items, Extras.NONE));
            items.clear();
            content.clear();
            calls.clear();
        }
    }
}
