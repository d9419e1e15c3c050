package io.astreaming.app.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import io.astreaming.completion.ChatCompletion;
import io.astreaming.replay.ReceivedRequest;
import io.astreaming.replay.Recording;
import io.astreaming.replay.ReplayServer;
import io.astreaming.request.AssistantMessage;
import io.astreaming.request.ChatRequest;
import io.astreaming.request.Message;
import io.astreaming.settings.ApiKey;
import io.astreaming.stream.Chat;
import io.astreaming.stream.ChatStream;
import io.astreaming.testing.JsonValues;
import io.astreaming.testing.NodeFolder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/** Calls that a provider's own client makes too, in the same order. */
final class SdkCalls {
    private static final Pattern TYPE = Pattern.compile("^\\{\"type\":\"([\\w.]+)\".*");

    private final String model;
    private final List<ChatRequest> single = new ArrayList<>();
    private UnaryOperator<ChatRequest.Builder> tools = r -> r;
    private List<Message> further = List.of();

    SdkCalls(String model) {
        this.model = model;
    }

    SdkCalls add(UnaryOperator<ChatRequest.Builder> call) {
        single.add(call.apply(ChatRequest.model(model)).build());
        return this;
    }

    /** Calls at last, and once more with the answer and further messages. */
    SdkCalls converse(UnaryOperator<ChatRequest.Builder> withTools, Message... messages) {
        tools = withTools;
        further = List.of(messages);
        return this;
    }

    /** Makes all calls with both clients, and compares the bodies and some headers. */
    void compare(
            NodeFolder node,
            String script,
            List<String> answer,
            BiFunction<String, ApiKey, Chat> client,
            List<String> headers)
            throws Exception {
        try (ReplayServer server = ReplayServer.serving(recording(answer)).start()) {
            String url = server.baseUri().toString();
            node.holding(SdkCalls.class, script).run(Duration.ofMinutes(1), script, List.of(url));
            List<ReceivedRequest> theirs = server.requests();
            server.reset();
            make(client.apply(url, ApiKey.of("sk-test")));
            List<ReceivedRequest> ours = server.requests();

            assertThat(ours).hasSameSizeAs(theirs).hasSize(single.size() + 2);
            for (int i = 0; i < ours.size(); i++) {
                ReceivedRequest one = ours.get(i);
                ReceivedRequest other = theirs.get(i);
                assertThat(JsonValues.of(one.text())).as("call %d", i).isEqualTo(JsonValues.of(other.text()));
                assertThat(one.path()).isEqualTo(other.path());
                headers.forEach(name -> assertThat(one.header(name)).as(name).isEqualTo(other.header(name)));
            }
        }
    }

    private void make(Chat chat) {
        single.forEach(call -> complete(chat, call));
        ChatRequest first = tools.apply(ChatRequest.model(model).user("How is the weather?"))
                .build();
        List<Message> conversation = new ArrayList<>(first.messages());
        conversation.add(AssistantMessage.of(complete(chat, first)));
        conversation.addAll(further);
        complete(
                chat,
                tools.apply(ChatRequest.model(model).messages(conversation)).build());
    }

    private static ChatCompletion complete(Chat chat, ChatRequest call) {
        try (ChatStream stream = chat.stream(call)) {
            return stream.completion();
        }
    }

    /** An answer as the provider sends it: its clients look at the names of the events. */
    private static Recording recording(List<String> payloads) {
        StringBuilder body = new StringBuilder();
        for (String written : payloads) {
            String payload = written.replace('\'', '"');
            body.append("event: ").append(TYPE.matcher(payload).replaceFirst("$1"));
            body.append("\ndata: ").append(payload).append("\n\n");
        }
        return Recording.sse(body.toString().getBytes(StandardCharsets.UTF_8)).named("any");
    }
}
