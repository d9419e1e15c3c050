package io.astreaming.conformance.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.astreaming.completion.Completed;
import io.astreaming.completion.ToolCall;
import io.astreaming.conformance.docs.ResultExamples.City;
import io.astreaming.conformance.docs.ResultExamples.Recipe;
import io.astreaming.conformance.docs.ResultExamples.Step;
import io.astreaming.json.JsonbResults;
import io.astreaming.port.ResultReader;
import io.astreaming.replay.Recording;
import io.astreaming.request.ChatRequest;
import io.astreaming.stream.Chat;
import io.astreaming.stream.ResultStream;
import io.astreaming.test.ReplayExtension;
import io.astreaming.testing.JsonValues;
import io.astreaming.value.FinishReason;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What is shown of results works. */
@Timeout(60)
class ResultExamplesTest {
    @RegisterExtension
    static final ReplayExtension model = ReplayExtension.scripted();

    private static final ResultReader<Recipe> RECIPES = new JsonbResults().reader(Recipe.class);
    private static final ResultReader<City> CITIES = new JsonbResults().reader(City.class);
    private static final ChatRequest REQUEST = ChatRequest.model("m").user("u").build();
    private static final Recording EGG =
            Recording.ofText("{\"title\":\"Boil", "ed egg\",\"steps\":[{\"te", "xt\":\"Boil\",\"minutes\":6}]}");
    private static final Recipe RECIPE = new Recipe("Boiled egg", List.of(new Step("Boil", 6)));

    @Test
    void asksForARecordAndShowsItAsItGrows() {
        List<Recipe> screen = new ArrayList<>();
        assertThat(ResultExamples.ask(model.next(EGG).chat(), screen::add)).isEqualTo(RECIPE);
        assertThat(JsonValues.object(model.requests().get(0).text())
                        .get("response_format")
                        .toString())
                .contains("name=Recipe", "strict=TRUE", "description=As on a menu, five words at most");
        assertThat(screen).endsWith(RECIPE).doesNotHaveDuplicates();
    }

    @Test
    void goesOnFromAPrefill() {
        Recording rest = Recording.ofText("\"title\":\"Boiled egg\",", "\"steps\":[]}");
        assertThat(ResultExamples.prefilled(model.next(rest).chat(), RECIPES))
                .isEqualTo(new Recipe("Boiled egg", List.of()));
        assertThat(model.requests().get(0).text())
                .contains("additionalProperties")
                .doesNotContain("response_format");
    }

    @Test
    void saysWhatIsWrong() {
        Recording cut = Recording.builder()
                .text("{\"title\":\"Bo")
                .finish(FinishReason.LENGTH)
                .build();
        Recording refusal = Recording.builder().refusal("No eggs.").build();
        List<String> log = new ArrayList<>();
        Chat chat = model.next(cut, refusal).chat();
        try (ResultStream<Recipe> stream = chat.stream(REQUEST, RECIPES)) {
            assertThat(ResultExamples.failed(stream, log::add)).isEqualTo("Too long; it began with {\"title\":\"Bo");
        }
        try (ResultStream<Recipe> stream = chat.stream(REQUEST, RECIPES)) {
            assertThat(ResultExamples.failed(stream, log::add)).isEqualTo("The model won't: No eggs.");
        }
        assertThat(log)
                .containsExactly(
                        "the answer was cut at its limit of tokens (character 12, $.title); allow more tokens, or ask"
                                + " for less; text() has what arrived",
                        "the model refused; say in the prompt what is wanted and why, or accept that; text() has what"
                                + " arrived");
    }

    @Test
    void showsWhatIsPushed() throws Exception {
        List<Recipe> screen = Collections.synchronizedList(new ArrayList<>());
        assertThat(ResultExamples.pushed(model.next(EGG).chat(), REQUEST, RECIPES, screen::add)
                        .get(20, TimeUnit.SECONDS))
                .isInstanceOf(Completed.class);
        assertThat(screen)
                .containsExactly(
                        new Recipe("Boil", null), new Recipe("Boiled egg", List.of(new Step(null, null))), RECIPE);
    }

    @Test
    void readsArguments() {
        assertThat(ResultExamples.tool(CITIES).run(new ToolCall("c", "weather", "{\"name\":\"Oslo\"}", true)))
                .isEqualTo("2 degrees");
        Recording call = Recording.builder()
                .toolCall("c", "weather", "{\"name\":", "\"Os", "lo\"}")
                .build();
        List<City> screen = new ArrayList<>();
        ResultExamples.arguments(model.next(call).chat(), REQUEST, CITIES, screen::add);
        assertThat(screen).endsWith(new City("Oslo")).contains(new City("Os"));
    }
}
