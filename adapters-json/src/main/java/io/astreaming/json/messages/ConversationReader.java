package io.astreaming.json.messages;

import io.astreaming.completion.AnswerItem;
import io.astreaming.completion.ToolCall;
import io.astreaming.json.request.ObjectFields;
import io.astreaming.json.request.PlainContent;
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
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads messages of the Messages API. Results of tools, which stand in the user's messages, become messages of their own. */
final class ConversationReader {
    private ConversationReader() {}

    /**
     * Reads a message.
     *
     * @throws IllegalArgumentException if the JSON isn't a message
     */
    static List<Message> read(JsonText json) {
        ObjectFields fields = new ObjectFields("a message", json);
        String role = fields.string("role");
        if (role == null || role.isBlank()) {
            throw new IllegalArgumentException("a message must have a role");
        }
        boolean assistant = role.equals(Role.ASSISTANT.value());
        String text = fields.string("content");
        if (text != null && text.isBlank()) {
            fields.keep("content", JsonText.ofString(text)); // the writer would leave it out
        }
        JsonText wire = fields.get("content");
        if (text == null && wire == null) {
            throw new IllegalArgumentException("a message must have content");
        }
        List<JsonText> blocks = text == null ? fields.list("content") : null;
        if (blocks == null || blocks.isEmpty()) {
            if (text == null && wire != null) {
                fields.keep("content", wire);
            }
            List<ContentPart> content = text == null ? List.of() : List.of(ContentPart.text(text));
            return List.of(
                    assistant
                            ? new AssistantMessage(content, null, null, List.of(), null, null, fields.remaining())
                            : new PromptMessage(Role.of(role), content, null, fields.remaining()));
        }
        return assistant ? List.of(answer(blocks, fields.remaining())) : prompt(role, blocks, fields.remaining());
    }

    private static List<Message> prompt(String role, List<JsonText> blocks, Extras extras) {
        List<Message> messages = new ArrayList<>();
        if (role.equals(Role.USER.value()) && extras.isEmpty()) {
            messages.addAll(results(blocks));
        }
        List<JsonText> rest = blocks.subList(messages.size(), blocks.size());
        if (!rest.isEmpty()) {
            List<ContentPart> content =
                    PlainContent.ofList(rest.stream().map(BlockReader::part).toList());
            messages.add(new PromptMessage(Role.of(role), content, null, extras));
        }
        return messages;
    }

    /** Returns the results at the beginning; none if there are others later, whose place would be lost. */
    private static List<ToolMessage> results(List<JsonText> blocks) {
        List<ToolMessage> results = new ArrayList<>();
        for (int i = 0; i < blocks.size(); i++) {
            if (!BlockReader.type(blocks.get(i)).equals(BlockReader.RESULT)) {
                continue;
            }
            ToolMessage result = i == results.size() ? BlockReader.result(blocks.get(i)) : null;
            if (result == null) {
                return List.of();
            }
            results.add(result);
        }
        return results;
    }

    private static AssistantMessage answer(List<JsonText> blocks, Extras extras) {
        List<ContentPart> content = new ArrayList<>();
        List<ToolCall> calls = new ArrayList<>();
        List<AnswerItem> items = new ArrayList<>();
        for (JsonText block : blocks) {
            ObjectFields fields = new ObjectFields("a content block", block);
            String type = BlockReader.type(block);
            String text = type.equals("text") ? fields.string("text") : null;
            if (text != null) {
                content.add(ContentPart.text(text));
            }
            ToolCall call = type.equals("tool_use") ? call(fields) : null;
            if (call != null) {
                calls.add(call);
            }
            items.add(new AnswerItem(Protocol.MESSAGES, items.size(), type, block));
        }
        return new AssistantMessage(content, null, null, calls, null, null, items, extras);
    }

    private static @Nullable ToolCall call(ObjectFields fields) {
        String id = fields.string("id");
        String name = fields.string("name");
        JsonText input = fields.structure("input");
        return id == null || id.isBlank() || name == null
                ? null
                : new ToolCall(id, name, input == null ? "" : input.minified().text(), true);
    }
}
