package io.astreaming.testing;

import io.astreaming.completion.ChatCompletion;
import io.astreaming.completion.ToolCall;
import io.astreaming.event.TextReceived;
import io.astreaming.http.JdkChatTransport;
import io.astreaming.json.JsonbChatCodec;
import io.astreaming.json.JsonbResults;
import io.astreaming.jsontext.JsonText;
import io.astreaming.request.ChatRequest;
import io.astreaming.request.ContentPart;
import io.astreaming.request.Parameter;
import io.astreaming.request.ResponseFormat;
import io.astreaming.request.ToolDefinition;
import io.astreaming.stream.Chat;
import io.astreaming.stream.ChatStream;
import io.astreaming.stream.ToolLoop;
import io.astreaming.tool.Tool;
import io.astreaming.tool.ToolSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;

/** What docs/requests.md shows, compiled; RequestExamplesTest runs it. */
public final class RequestExamples {
    public static final ToolDefinition WEATHER =
            ToolDefinition.function("weather", "Tells the weather of a city", JsonText.of("""
                    {"type": "object", "properties": {"city": {"type": "string"}}, "required": ["city"]}"""));

    private RequestExamples() {}

    public static ChatRequest parameters() {
        // guide: parameters
        ChatRequest request = ChatRequest.model("gpt-4o-mini")
                .system("You are terse.")
                .user("Name a colour.")
                .temperature(0.2)
                .maxTokens(20)
                .set(Parameter.SEED, 7)
                .set(Parameter.STOP, List.of("\n"))
                .build();
        // end
        return request;
    }

    public static ChatRequest parts(Path photo) throws IOException {
        // guide: parts
        ChatRequest request = ChatRequest.model("gpt-4o-mini")
                .user(
                        ContentPart.text("What is in these pictures?"),
                        ContentPart.image("https://example.org/cat.png").withDetail("low"),
                        ContentPart.image("image/png", Files.readAllBytes(photo)))
                .build();
        // end
        return request;
    }

    public static ChatRequest format() {
        // guide: format
        JsonText schema = JsonText.of("""
                {"type": "object", "properties": {"colour": {"type": "string"}},
                 "required": ["colour"], "additionalProperties": false}""");
        ChatRequest request = ChatRequest.model("gpt-4o-mini")
                .user("Name a colour.")
                .responseFormat(ResponseFormat.jsonSchema("colour", schema, true))
                .build();
        // end
        return request;
    }

    public static ChatRequest gateway() {
        // guide: gateway
        JsonText ephemeral = JsonText.of("{\"type\": \"ephemeral\"}");
        ChatRequest request = ChatRequest.model("anthropic/claude-haiku-4-5")
                .user(ContentPart.text("A long manual ...").withExtra("cache_control", ephemeral))
                .user("What does the red button do?")
                .extra("top_k", JsonText.of("40"))
                .build();
        // end
        return request;
    }

    public static Chat defaults(JdkChatTransport transport) {
        // guide: defaults
        Chat chat = Chat.over(transport, new JsonbChatCodec())
                .withRequestCustomizer(request -> request.withDefault(Parameter.INCLUDE_USAGE, false));
        // end
        return chat;
    }

    public static String roundTrip(Chat chat) {
        // guide: round-trip
        ChatRequest request = ChatRequest.model("gpt-4o-mini")
                .user("Do I need a coat in Oslo?")
                .tool(WEATHER)
                .build();
        ChatCompletion answer;
        try (ChatStream stream = chat.stream(request)) {
            answer = stream.completion();
        }
        ChatRequest.Builder next = request.toBuilder().assistant(answer);
        for (ToolCall call : answer.choices().get(0).toolCalls()) {
            next.toolResult(call, weather(call.arguments()));
        }
        try (ChatStream stream = chat.stream(next.build())) {
            return stream.text();
        }
        // end
    }

    public static ToolLoop.Result loop(Chat chat, ChatRequest request) {
        // guide: loop
        ToolSet tools = ToolSet.of(Tool.of(WEATHER, call -> weather(call.arguments())));
        ToolLoop.Result result = ToolLoop.over(chat, tools)
                .withMaxRounds(5)
                .withListener(event -> {
                    if (event instanceof TextReceived text) {
                        System.out.print(text.text());
                    }
                })
                .run(request);
        // end
        return result;
    }

    public record City(String name) {}

    public static ToolLoop.Result typedTools(Chat chat, ChatRequest request) {
        // guide: typed-tools
        JsonbResults results = new JsonbResults();
        ToolSet tools = ToolSet.of(
                results.tool("weather", "Tells the weather of a city", City.class, city -> weather(city.name())));
        return ToolLoop.over(chat, tools).run(request);
        // end
    }

    public static CompletableFuture<ToolLoop.Result> startedTools(
            Chat chat, ChatRequest request, JsonbResults results, ExecutorService threads) {
        // guide: started-tools
        Tool weather = results.tool("weather", "Tells the weather of a city", City.class, city -> weather(city.name()));
        Tool time = results.asyncTool("time", "Tells the time in a city", City.class, city -> time(city.name()));
        ToolLoop loop = ToolLoop.over(chat, ToolSet.of(weather, time))
                .withParallelCalls(threads, 4)
                .withMaxTime(Duration.ofMinutes(2))
                .withMaxTokens(50_000);
        CompletableFuture<ToolLoop.Result> result = loop.start(request); // cancel it, and everything ends at once
        // end
        return result;
    }

    private static CompletableFuture<String> time(String city) {
        return CompletableFuture.completedFuture(city.contains("Oslo") ? "noon" : "unknown");
    }

    private static String weather(String arguments) {
        return arguments.contains("Oslo") ? "2 degrees" : "unknown";
    }
}
