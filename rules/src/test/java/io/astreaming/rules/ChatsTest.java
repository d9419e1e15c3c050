package io.astreaming.rules;

import static io.astreaming.rules.ChatUsageRules.CHATS_ARE_MADE_ONCE;
import static io.astreaming.rules.ChatUsageRules.SUBSCRIBERS_HAVE_THREADS;
import static org.assertj.core.api.Assertions.assertThat;

import io.astreaming.Astreaming;
import io.astreaming.http.JdkChatTransport;
import io.astreaming.json.JsonbChatCodec;
import io.astreaming.request.ChatRequest;
import io.astreaming.settings.ApiKey;
import io.astreaming.stream.Chat;
import io.astreaming.stream.ChatStream;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

class ChatsTest {
    static class MakesAChatPerRequest {
        String ask(ApiKey key, ChatRequest request) {
            try (Chat chat = Astreaming.chat("https://example.com/v1", key);
                    ChatStream stream = chat.stream(request)) {
                return stream.text();
            }
        }

        void push(ApiKey key, ChatRequest request) {
            Chat chat = Chat.over(JdkChatTransport.to("https://example.com/v1", key), new JsonbChatCodec());
            var unused = chat.outcome(request);
        }
    }

    @Test
    void findsAChatThatIsMadeForEachRequest() {
        assertThat(Violations.of(CHATS_ARE_MADE_ONCE, MakesAChatPerRequest.class))
                .anyMatch(each -> each.contains(".ask("))
                .anyMatch(each -> each.contains(".push("));
    }

    static class KeepsAChat {
        private final Chat chat;

        KeepsAChat(ApiKey key) {
            this.chat = Astreaming.chat("https://example.com/v1", key);
        }

        String ask(ChatRequest request) {
            try (ChatStream stream = chat.stream(request)) {
                return stream.text();
            }
        }

        public static void main(String[] args) {
            try (Chat chat = Astreaming.chat(args[0]);
                    ChatStream stream =
                            chat.stream(ChatRequest.model("m").user(args[1]).build())) {
                System.out.println(stream.text());
            }
        }
    }

    @Test
    void acceptsAChatThatIsKeptAndAProgramThatAsksOnce() {
        assertThat(Violations.of(CHATS_ARE_MADE_ONCE, KeepsAChat.class)).isEmpty();
    }

    static class RunsOnTheTransportsThread {
        Chat byReference(Chat chat) {
            return chat.withExecutor(Runnable::run);
        }

        Chat byLambda(Chat chat) {
            return chat.withExecutor(task -> task.run());
        }
    }

    @Test
    void findsSubscribersOnTheTransportsThread() {
        assertThat(Violations.of(SUBSCRIBERS_HAVE_THREADS, RunsOnTheTransportsThread.class))
                .hasSize(2);
    }

    static class RunsOnAPool {
        Chat pooled(Chat chat) {
            return chat.withExecutor(Executors.newFixedThreadPool(4));
        }

        Executor forSomethingElse() {
            return Runnable::run;
        }
    }

    @Test
    void acceptsSubscribersWithThreads() {
        assertThat(Violations.of(SUBSCRIBERS_HAVE_THREADS, RunsOnAPool.class)).isEmpty();
    }
}
