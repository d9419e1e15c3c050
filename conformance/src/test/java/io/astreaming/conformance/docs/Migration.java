package io.astreaming.conformance.docs;

import io.astreaming.Astreaming;
import io.astreaming.completion.ChatCompletion;
import io.astreaming.error.ChatException;
import io.astreaming.error.RejectedException;
import io.astreaming.error.StreamTimeoutException;
import io.astreaming.event.TextReceived;
import io.astreaming.request.ChatRequest;
import io.astreaming.request.ToolDefinition;
import io.astreaming.settings.ApiKey;
import io.astreaming.settings.RetryPolicy;
import io.astreaming.settings.StreamTimeouts;
import io.astreaming.stream.Chat;
import io.astreaming.stream.ChatStream;
import io.astreaming.stream.ToolLoop;
import io.astreaming.tool.ToolRunner;
import io.astreaming.value.TokenUsage;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Our half of docs/migration.md, compiled; {@link MigrationTest} compares and runs it. */
final class Migration {
    private Migration() {}

    static Chat client(String baseUrl, ApiKey key) {
        // guide: client
        Chat chat = Astreaming.chat(baseUrl, key); // ApiKey.fromEnvironment("OPENAI_API_KEY")
        // end
        return chat;
    }

    static ChatCompletion streaming(Chat chat) {
        // guide: streaming
        ChatRequest request = ChatRequest.model("gpt-4o-mini").user("Say hello").build();
        try (ChatStream stream = chat.stream(request)) {
            stream.forEach(event -> {
                if (event instanceof TextReceived text) {
                    System.out.print(text.text());
                }
            });
            return stream.completion(); // the whole answer; throws unless it is whole
        }
        // end
    }

    static String tools(Chat chat, ChatRequest request, ToolDefinition weather) {
        // guide: tools
        ToolRunner tools = ToolRunner.of(Map.of("weather", call -> "2 degrees"));
        ToolLoop.Result result =
                ToolLoop.over(chat, tools).run(request.toBuilder().tool(weather).build());
        return result.outcome().completion().text();
        // end
    }

    static @Nullable Long usage(ChatCompletion answer) {
        // guide: usage
        return answer.usage() instanceof TokenUsage usage ? usage.totalTokens() : null; // asked for by default
        // end
    }

    static void errors(Chat chat, ChatRequest request, Consumer<String> log) {
        // guide: errors
        try (ChatStream stream = chat.stream(request)) {
            stream.completion();
        } catch (RejectedException e) { // an error status: e.status(), e.detail(), e.retryAfter()
            log.accept("rejected with " + e.status());
        } catch (StreamTimeoutException e) {
            log.accept("too slow: " + e.phase());
        } catch (ChatException e) { // TruncatedException, ProviderFailedException, ConnectionException and others
            log.accept(e.kind());
        }
        // end
    }

    static Chat settings(Chat chat) {
        // guide: settings
        return chat.withTimeouts(StreamTimeouts.DEFAULT.withTotal(Duration.ofSeconds(30)))
                .withRetry(RetryPolicy.DEFAULT.withMaxAttempts(5)); // the first attempt counts: four retries
        // end
    }
}
