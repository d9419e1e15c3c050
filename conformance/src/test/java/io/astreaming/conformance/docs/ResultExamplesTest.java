package io.astreaming.conformance.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.astreaming.completion.Completed;
import io.astreaming.completion.ToolCall;
import io.astreaming.conformance.docs.ResultExamples.City;
import io.astreaming.conformance.docs.ResultExamples.Recipe;
import io.astreaming.conformance.docs.ResultExamples.Step;
import io.astreaming.json.JsonbResults;
import io.astreaming.jsontext.JsonText;
import io.astreaming.port.ResultReader;
import io.astreaming.request.ChatRequest;
import io.astreaming.stream.Chat;
import io.astreaming.stream.ResultStream;
import io.astreaming.testing.JsonValues;
import io.astreaming.testing.LoopbackServer;
import io.astreaming.testing.Streams;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is shown of results works. */
@Timeout(60)
class ResultExamplesTest {
    private static final ResultReader<Recipe> RECIPES = new JsonbResults().reader(Recipe.class);
    private static final ResultReader<City> CITIES = new JsonbResults().reader(City.class);
    private static final ChatRequest REQUEST = ChatRequest.model("m").user("u").build();
    private static final List<String> EGG = List.of(
            Streams.text("{\"title\":\"Boil"),
            Streams.text("ed egg\",\"steps\":[{\"te"),
            Streams.text("xt\":\"Boil\",\"minutes\":6}]}"),
            Streams.stop());
    private static final Recipe RECIPE = new Recipe("Boiled egg", List.of(new Step("Boil", 6)));

    @Test
    void asksForARecordAndShowsItAsItGrows() throws IOException {
        List<Recipe> screen = new ArrayList<>();
        try (LoopbackServer server = new LoopbackServer(EGG)) {
            assertThat(ResultExamples.ask(server.chat(), screen::add)).isEqualTo(RECIPE);
            assertThat(JsonValues.object(server.bodies().get(0))
                            .get("response_format")
                            .toString())
                    .contains("name=Recipe", "strict=TRUE", "description=As on a menu, five words at most");
        }
        assertThat(screen).endsWith(RECIPE).doesNotHaveDuplicates();
    }

    @Test
    void goesOnFromAPrefill() throws IOException {
        List<String> rest =
                List.of(Streams.text("\"title\":\"Boiled egg\","), Streams.text("\"steps\":[]}"), Streams.stop());
        try (LoopbackServer server = new LoopbackServer(rest)) {
            assertThat(ResultExamples.prefilled(server.chat(), RECIPES)).isEqualTo(new Recipe("Boiled egg", List.of()));
            assertThat(server.bodies().get(0)).contains("additionalProperties").doesNotContain("response_format");
        }
    }

    @Test
    void saysWhatIsWrong() throws IOException {
        List<String> cut = List.of(Streams.text("{\"title\":\"Bo"), Streams.chunk("{}", "\"length\""));
        List<String> refusal = List.of(Streams.chunk("{\"refusal\":\"No eggs.\"}", "null"), Streams.stop());
        List<String> log = new ArrayList<>();
        try (LoopbackServer server = new LoopbackServer(cut, refusal)) {
            Chat chat = server.chat();
            try (ResultStream<Recipe> stream = chat.stream(REQUEST, RECIPES)) {
                assertThat(ResultExamples.failed(stream, log::add))
                        .isEqualTo("Too long; it began with {\"title\":\"Bo");
            }
            try (ResultStream<Recipe> stream = chat.stream(REQUEST, RECIPES)) {
                assertThat(ResultExamples.failed(stream, log::add)).isEqualTo("The model won't: No eggs.");
            }
        }
        assertThat(log)
                .containsExactly(
                        "the answer was cut at its limit of tokens (character 12, $.title); allow more tokens, or ask for"
                                + " less; text() has what arrived",
                        "the model refused; say in the prompt what is wanted and why, or accept that; text() has what arrived");
    }

    @Test
    void showsWhatIsPushed() throws Exception {
        List<Recipe> screen = Collections.synchronizedList(new ArrayList<>());
        try (LoopbackServer server = new LoopbackServer(EGG)) {
            assertThat(ResultExamples.pushed(server.chat(), REQUEST, RECIPES, screen::add)
                            .get(20, TimeUnit.SECONDS))
                    .isInstanceOf(Completed.class);
        }
        assertThat(screen)
                .containsExactly(
                        new Recipe("Boil", null), new Recipe("Boiled egg", List.of(new Step(null, null))), RECIPE);
    }

    @Test
    void readsArguments() throws IOException {
        assertThat(ResultExamples.tool(CITIES).run(new ToolCall("c", "weather", "{\"name\":\"Oslo\"}", true)))
                .isEqualTo("2 degrees");
        List<String> call = new ArrayList<>();
        for (String piece : List.of("{\"name\":", "\"Os", "lo\"}")) {
            call.add(Streams.chunk(
                    "{\"tool_calls\":[{\"index\":0,\"id\":\"c\",\"function\":{\"name\":\"weather\",\"arguments\":"
                            + JsonText.ofString(piece) + "}}]}",
                    "null"));
        }
        call.add(Streams.chunk("{}", "\"tool_calls\""));
        List<City> screen = new ArrayList<>();
        try (LoopbackServer server = new LoopbackServer(call)) {
            ResultExamples.arguments(server.chat(), REQUEST, CITIES, screen::add);
        }
        assertThat(screen).endsWith(new City("Oslo")).contains(new City("Os"));
    }
}
