package io.astreaming.json.messages;

import io.astreaming.completion.AnswerItem;
import io.astreaming.completion.FunctionCall;
import io.astreaming.completion.ToolCall;
import io.astreaming.json.request.CallIds;
import io.astreaming.json.request.ForeignMembers;
import io.astreaming.json.request.PlainContent;
import io.astreaming.json.request.WireObject;
import io.astreaming.json.token.Surrogates;
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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Maps a conversation to the messages of the Messages API, and to its system prompt. For one request. */
final class ConversationMapper {
    /** Characters that ids of calls must not have. */
    private static final Pattern REFUSED_IN_IDS = Pattern.compile("[^a-zA-Z0-9_-]");

    private static final String ASSISTANT = Role.ASSISTANT.value();
    private static final String USER = Role.USER.value();

    private final BlockMapper blocks;
    private final List<Turn> turns = new ArrayList<>();
    private final CallIds ids = new CallIds(id -> REFUSED_IN_IDS.matcher(id).replaceAll("_"));
    private @Nullable Object system;

    ConversationMapper(BlockMapper blocks) {
        this.blocks = blocks;
    }

    void add(List<Message> conversation) {
        int first = 0;
        while (first < conversation.size() && isInstruction(conversation.get(first))) {
            first++;
        }
        system(conversation.subList(0, first));
        conversation.subList(first, conversation.size()).forEach(this::add);
        Turn last = last();
        if (last != null && last.isOf(ASSISTANT)) {
            last.stripTrailing();
        }
    }

    private static boolean isInstruction(Message message) {
        return message.role().equals(Role.SYSTEM) || message.role().equals(Role.DEVELOPER);
    }

    /** Returns the system prompt; null if there is none. */
    @Nullable
    Object system() {
        return system;
    }

    List<Map<String, Object>> messages() {
        return turns.stream().map(Turn::members).toList();
    }

    private void system(List<Message> instructions) {
        instructions.forEach(message -> refuseName(((PromptMessage) message).name()));
        Message first = instructions.isEmpty() ? null : instructions.get(0);
        if (first != null && instructions.size() == 1 && first.extras().isEmpty() && PlainContent.is(first.content())) {
            system = PlainContent.text(first.content());
            return;
        }
        List<Map<String, Object>> all = new ArrayList<>();
        for (Message message : instructions) {
            List<WireObject> own = blocks.blocks(message.content());
            if (!own.isEmpty()) {
                own.get(own.size() - 1).overriddenBy(BlockMapper.blockExtras(message.extras()));
            }
            own.forEach(block -> all.add(block.members()));
        }
        system = all.isEmpty() ? null : all;
    }

    private void add(Message message) {
        if (message instanceof AssistantMessage answer) {
            ids.nextAnswer();
            add(new Turn(
                    ASSISTANT,
                    answer(answer),
                    PlainContent.is(answer.content()),
                    ForeignMembers.removedFrom(answer.extras())));
        } else if (message instanceof ToolMessage result) {
            result(result.toolCallId(), result);
        } else if (message.role().equals(Role.FUNCTION)) {
            result(CallIds.ofFunction(((PromptMessage) message).name()), message);
        } else {
            prompt((PromptMessage) message);
        }
    }

    private void prompt(PromptMessage message) {
        refuseName(message.name());
        String role =
                isInstruction(message) ? Role.SYSTEM.value() : message.role().value();
        List<Object> content = new ArrayList<>(blocks.blocks(message.content()));
        Turn last = last();
        if (last != null
                && last.hasOnlyResults()
                && role.equals(USER)
                && message.extras().isEmpty()) {
            last.add(content);
        } else {
            add(new Turn(role, content, PlainContent.is(message.content()), message.extras()));
        }
    }

    private void result(String id, Message result) {
        Turn last = last();
        if (last == null || !last.isOf(USER)) {
            last = new Turn(USER, new ArrayList<>(), false, Extras.NONE);
            turns.add(last);
        }
        last.addResult(BlockMapper.type("tool_result")
                .with("tool_use_id", ids.ofResult(id))
                .with("content", blocks.content(result.content()))
                .overriddenBy(BlockMapper.blockExtras(result.extras())));
    }

    private List<Object> answer(AssistantMessage answer) {
        List<Object> content = new ArrayList<>();
        for (AnswerItem item : answer.items()) {
            if (item.protocol() == Protocol.MESSAGES) {
                content.add(item(Objects.requireNonNull(item.wire())));
            }
        }
        if (!content.isEmpty()) {
            return content;
        }
        refuseName(answer.name());
        if (answer.audioId() != null) {
            throw MessagesMapper.refused("a spoken answer", "send its text instead");
        }
        content.addAll(blocks.blocks(answer.content()));
        if (answer.refusal() != null) {
            content.addAll(blocks.blocks(List.of(ContentPart.text(answer.refusal()))));
        }
        for (ToolCall call : answer.toolCalls()) {
            content.add(call(Objects.requireNonNull(call.id()), call));
        }
        FunctionCall function = answer.functionCall();
        if (function != null) {
            content.add(call(
                    CallIds.ofFunction(function.name()),
                    new ToolCall(null, function.name(), function.arguments(), true)));
        }
        return content;
    }

    private WireObject call(String id, ToolCall call) {
        if (call.type().equals(ToolCall.CUSTOM)) {
            throw MessagesMapper.refused("the call of the custom tool " + call.name(), "leave it out with its result");
        }
        return BlockMapper.type("tool_use")
                .with("id", ids.ofCall(id))
                .with("name", call.name())
                .with("input", input(call))
                .overriddenBy(ForeignMembers.removedFrom(call.extras()));
    }

    private static JsonText input(ToolCall call) {
        String arguments = call.arguments().isBlank() ? "{}" : Surrogates.replaceUnpaired(call.arguments());
        if (!arguments.stripLeading().startsWith("{")) {
            throw noObject(call, null);
        }
        try {
            return JsonText.of(arguments);
        } catch (IllegalArgumentException e) {
            throw noObject(call, e);
        }
    }

    private static IllegalArgumentException noObject(ToolCall call, @Nullable Exception cause) {
        IllegalArgumentException refused = MessagesMapper.refused(
                "arguments that are no JSON object, as those of the call of " + call.name(),
                "leave out the call and its result, or send {} and say in the result what was wrong");
        refused.initCause(cause);
        return refused;
    }

    /** Returns a block as it came, but with an id for its call that no other call has. */
    private Object item(JsonText wire) {
        JsonText written = wire.minified();
        if (!written.text().contains("\"tool_use\"")) {
            return written;
        }
        Map<String, JsonText> members = new LinkedHashMap<>(written.members());
        JsonText given = members.get("id");
        String id = given == null ? null : given.string();
        if (id == null || !JsonText.ofString("tool_use").equals(members.get("type"))) {
            return written;
        }
        String unique = ids.ofCall(id);
        members.put("id", JsonText.ofString(unique));
        return unique.equals(id) ? written : members;
    }

    /** Adds a message, unless nothing is left of its content. */
    private void add(Turn turn) {
        if (!turn.isEmpty()) {
            turns.add(turn);
        }
    }

    private @Nullable Turn last() {
        return turns.isEmpty() ? null : turns.get(turns.size() - 1);
    }

    private static void refuseName(@Nullable String name) {
        if (name != null) {
            throw MessagesMapper.refused("the name of a message", "put it into the text");
        }
    }
}
