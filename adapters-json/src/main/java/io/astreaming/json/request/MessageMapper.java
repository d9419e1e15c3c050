package io.astreaming.json.request;

import io.astreaming.completion.FunctionCall;
import io.astreaming.completion.ToolCall;
import io.astreaming.json.token.Surrogates;
import io.astreaming.jsontext.JsonText;
import io.astreaming.request.AssistantMessage;
import io.astreaming.request.Message;
import io.astreaming.request.PromptMessage;
import io.astreaming.request.ToolMessage;
import java.util.Map;
import java.util.Objects;

/** Maps messages to the form that the protocol gives them. */
final class MessageMapper {
    private MessageMapper() {}

    /**
     * Maps a message.
     *
     * @param stored whether the message is stored rather than sent, and so keeps the items of its answer
     */
    static Map<String, Object> of(Message message, boolean stored) {
        WireObject body = new WireObject().with("role", message.role().value());
        if (message instanceof PromptMessage prompt) {
            body.with("content", ContentPartMapper.content(prompt.content())).with("name", prompt.name());
        } else if (message instanceof ToolMessage result) {
            body.with("content", ContentPartMapper.content(result.content())).with("tool_call_id", result.toolCallId());
        } else if (message instanceof AssistantMessage answer) {
            FunctionCall function = answer.functionCall();
            body.with(
                            "content",
                            answer.content().isEmpty() ? JsonText.NULL : ContentPartMapper.content(answer.content()))
                    .with("name", answer.name())
                    .with("refusal", answer.refusal())
                    .with("audio", answer.audioId() == null ? null : id(answer.audioId()))
                    .with(
                            "tool_calls",
                            answer.toolCalls().isEmpty()
                                    ? null
                                    : answer.toolCalls().stream()
                                            .map(MessageMapper::call)
                                            .toList())
                    .with("function_call", function == null ? null : called(function.name(), function.arguments()))
                    .with(StoredItems.MEMBER, stored ? StoredItems.of(answer.items()) : null);
        }
        return body.with(message.extras());
    }

    /** Returns a reference by id. */
    static Map<String, Object> id(String id) {
        return Map.of("id", id);
    }

    private static Map<String, Object> call(ToolCall call) {
        boolean custom = call.type().equals(ToolCall.CUSTOM);
        Map<String, Object> called = custom
                ? new WireObject()
                        .with("name", call.name())
                        .with("input", call.arguments())
                        .members()
                : called(call.name(), call.arguments());
        return new WireObject()
                .with("id", Objects.requireNonNull(call.id()))
                .with("type", call.type())
                .with(custom ? ToolCall.CUSTOM : ToolCall.FUNCTION, called)
                .with(call.extras());
    }

    /**
     * Returns a called function. A provider that parses the arguments it once sent fails if they are empty or hold an
     * unpaired surrogate.
     */
    private static Map<String, Object> called(String name, String arguments) {
        return new WireObject()
                .with("name", name)
                .with("arguments", arguments.isBlank() ? "{}" : Surrogates.replaceUnpaired(arguments))
                .members();
    }
}
