package io.astreaming.conformance.docs;

import io.astreaming.completion.Outcome;
import io.astreaming.error.MalformedResultException;
import io.astreaming.event.ChatEvent;
import io.astreaming.event.ToolCallFinished;
import io.astreaming.event.ToolCallStarted;
import io.astreaming.json.JsonbResults;
import io.astreaming.port.ResultReader;
import io.astreaming.request.ChatRequest;
import io.astreaming.request.Description;
import io.astreaming.request.ToolDefinition;
import io.astreaming.stream.Chat;
import io.astreaming.stream.ChatStream;
import io.astreaming.stream.ResultSnapshots;
import io.astreaming.stream.ResultStream;
import io.astreaming.tool.ToolRunner;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** What README and docs/structured-results.md show, compiled; {@link ResultExamplesTest} runs it. */
final class ResultExamples {
    private ResultExamples() {}

    @Description("A dish to cook at home")
    public record Recipe(
            @Description("As on a menu, five words at most") String title, List<Step> steps) {}

    public record Step(String text, Integer minutes) {}

    public record City(String name) {}

    static Recipe ask(Chat chat, Consumer<Recipe> screen) {
        ResultReader<Recipe> recipes = new JsonbResults().reader(Recipe.class); // to be kept
        ChatRequest request = ChatRequest.model("gpt-4o-mini")
                .user("How do I cook an egg?")
                .responseFormat(recipes.format())
                .build();
        try (ResultStream<Recipe> stream = chat.stream(request, recipes)) {
            for (Recipe soFar : stream) {
                screen.accept(soFar); // a title that gets longer, then step after step
            }
            return stream.result(); // whole and checked, or an exception that says what is wrong
        }
    }

    static Recipe prefilled(Chat chat, ResultReader<Recipe> recipes) {
        ChatRequest request = ChatRequest.model("claude-haiku-4-5")
                .user("How do I cook an egg? Answer with JSON of this schema: " + recipes.schema())
                .assistant("{")
                .build();
        try (ResultStream<Recipe> stream = chat.stream(request, recipes)) {
            return stream.result();
        }
    }

    static String failed(ResultStream<Recipe> stream, Consumer<String> log) {
        try {
            return stream.result().title();
        } catch (MalformedResultException e) {
            log.accept(e.getMessage()); // what is wrong, where, and what to do; never what the model said
            return switch (e.failure()) {
                case REFUSED -> "The model won't: " + e.text();
                case TRUNCATED -> "Too long; it began with " + e.text();
                default -> "That didn't work";
            };
        }
    }

    static CompletableFuture<Outcome> pushed(
            Chat chat, ChatRequest request, ResultReader<Recipe> recipes, Consumer<Recipe> screen) {
        ResultSnapshots<Recipe> snapshots = ResultSnapshots.ofText(recipes);
        return chat.listen(request, event -> {
            if (snapshots.accept(event) && snapshots.current() != null) {
                screen.accept(snapshots.current());
            }
        });
    }

    static ToolRunner tool(ResultReader<City> cities) {
        ToolDefinition weather = cities.tool("weather", "Tells the weather of a city");
        ToolRunner runner = ToolRunner.of(
                Map.of("weather", call -> cities.read(call).name().equals("Oslo") ? "2 degrees" : "unknown"));
        return runner;
    }

    static void arguments(Chat chat, ChatRequest request, ResultReader<City> cities, Consumer<City> screen) {
        try (ChatStream stream = chat.stream(request)) {
            ResultSnapshots<City> snapshots = null;
            for (ChatEvent event : stream) {
                if (event instanceof ToolCallStarted call && call.name().equals("weather")) {
                    snapshots = ResultSnapshots.ofCall(cities, call);
                } else if (snapshots != null && snapshots.accept(event)) {
                    screen.accept(snapshots.current());
                }
                if (event instanceof ToolCallFinished && snapshots != null) {
                    screen.accept(snapshots.result());
                }
            }
        }
    }
}
