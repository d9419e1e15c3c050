package io.astreaming.json.responses;

import static io.astreaming.json.responses.ResponsesTools.tagged;

import io.astreaming.completion.AnswerItem;
import io.astreaming.completion.ToolCall;
import io.astreaming.json.request.CallIds;
import io.astreaming.json.request.ForeignMembers;
import io.astreaming.json.request.Refusal;
import io.astreaming.json.request.WireObject;
import io.astreaming.json.token.Surrogates;
import io.astreaming.jsontext.Extras;
import io.astreaming.jsontext.JsonText;
import io.astreaming.request.AssistantMessage;
import io.astreaming.request.Message;
import io.astreaming.request.PromptMessage;
import io.astreaming.request.ToolMessage;
import io.astreaming.value.Protocol;
import io.astreaming.value.Role;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Maps a conversation to the input items of the Responses API. For one request. */
final class InputMapper {
    /** Items whose status only answers have: OpenAI's API refuses it in a request. */
    private static final Set<String> WITHOUT_STATUS = Set.of("reasoning", "custom_tool_call");

    private final boolean stored;
    private final List<Object> items = new ArrayList<>();
    private final CallIds ids = new CallIds(UnaryOperator.identity());
    /** The ids of calls whose input is free text: their results are of another type. */
    private final Set<String> custom = new HashSet<>();

    /**
     * Creates a mapper.
     *
     * @param stored whether the provider stores answers
     */
    InputMapper(boolean stored) {
        this.stored = stored;
    }

    List<Object> items(List<Message> conversation) {
        conversation.forEach(this::add);
        return items;
    }

    private void add(Message message) {
        if (message instanceof AssistantMessage answer) {
            ids.nextAnswer();
            answer(answer);
        } else if (message instanceof ToolMessage result) {
            result(result.toolCallId(), result);
        } else if (message.role().equals(Role.FUNCTION)) {
            result(CallIds.ofFunction(((PromptMessage) message).name()), message);
        } else {
            refuseName(((PromptMessage) message).name());
            items.add(tagged("message")
                    .with("role", message.role().value())
                    .with("content", ResponsesParts.input(message.content()))
                    .with(message.extras()));
        }
    }

    private void result(String id, Message result) {
        items.add(tagged(custom.contains(id) ? "custom_tool_call_output" : "function_call_output")
                .with("call_id", ids.ofResult(id))
                .with("output", ResponsesParts.input(result.content()))
                .with(result.extras()));
    }

    private void answer(AssistantMessage answer) {
        for (ToolCall call : answer.toolCalls()) {
            if (call.type().equals(ToolCall.CUSTOM)) {
                custom.add(Objects.requireNonNull(call.id()));
            }
        }
        List<AnswerItem> own = answer.items().stream()
                .filter(item -> item.protocol() == Protocol.RESPONSES)
                .toList();
        if (!own.isEmpty()) {
            own.forEach(this::item);
            return;
        }
        refuseName(answer.name());
        if (answer.audioId() != null) {
            throw refused("a spoken answer", "send its text instead");
        }
        List<Object> content = ResponsesParts.output(answer.content());
        if (answer.refusal() != null) {
            content.add(tagged("refusal").with("refusal", answer.refusal()).members());
        }
        Extras extras = ForeignMembers.removedFrom(answer.extras());
        if (!content.isEmpty() || !extras.isEmpty()) {
            items.add(tagged("message")
                    .with("role", Role.ASSISTANT.value())
                    .with("content", content)
                    .with(extras));
        }
        answer.toolCalls().forEach(this::call);
        if (answer.functionCall() != null) {
            String id = ids.ofCall(CallIds.ofFunction(answer.functionCall().name()));
            items.add(function(
                            id,
                            answer.functionCall().name(),
                            answer.functionCall().arguments())
                    .members());
        }
    }

    private void call(ToolCall call) {
        String id = ids.ofCall(Objects.requireNonNull(call.id()));
        WireObject item = call.type().equals(ToolCall.CUSTOM)
                ? tagged("custom_tool_call")
                        .with("call_id", id)
                        .with("name", call.name())
                        .with("input", call.arguments())
                : function(id, call.name(), call.arguments());
        items.add(item.with(ForeignMembers.removedFrom(call.extras())));
    }

    private static WireObject function(String id, String name, String arguments) {
        return tagged("function_call")
                .with("call_id", id)
                .with("name", name)
                .with("arguments", arguments.isBlank() ? "{}" : Surrogates.replaceUnpaired(arguments));
    }

    /**
     * Writes an item as it came. The provider can't find reasoning by its id that it didn't store: such an item is left
     * out unless it holds the reasoning itself.
     */
    private void item(AnswerItem item) {
        JsonText wire = Objects.requireNonNull(item.wire());
        Map<String, JsonText> members = new LinkedHashMap<>(wire.members());
        if (item.type().equals("reasoning") && !stored && !isText(members.get("encrypted_content"))) {
            return;
        }
        boolean changed = WITHOUT_STATUS.contains(item.type()) && members.remove("status") != null;
        JsonText callId = item.type().endsWith("_call") ? members.get("call_id") : null;
        String id = callId == null ? null : callId.string();
        if (id != null) {
            String written = ids.ofCall(id);
            changed |= !written.equals(id);
            members.put("call_id", JsonText.ofString(written));
        }
        items.add(changed ? members : wire.minified());
    }

    private static boolean isText(@Nullable JsonText value) {
        return value != null && value.text().startsWith("\"");
    }

    private static void refuseName(@Nullable String name) {
        if (name != null) {
            throw refused("the name of a message", "put it into the text");
        }
    }

    static IllegalArgumentException refused(String what, String advice) {
        return Refusal.of(ResponsesMapper.PROTOCOL, what, advice);
    }
}
