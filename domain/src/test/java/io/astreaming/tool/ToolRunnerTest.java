package io.astreaming.tool;

import static org.assertj.core.api.Assertions.assertThat;

import io.astreaming.completion.ToolCall;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ToolRunnerTest {
    private final ToolRunner runner = ToolRunner.of(Map.of("weather", ToolCall::arguments, "time", call -> "noon"));

    @Test
    void runsTheToolOfTheCallsName() {
        assertThat(runner.run(new ToolCall("a", "weather", "{}", true))).isEqualTo("{}");
        assertThat(runner.run(new ToolCall("b", "time", "{}", true))).isEqualTo("noon");
    }

    @Test
    void tellsTheModelWhichToolsThereAreInTheOrderOfTheirNames() {
        assertThat(runner.run(new ToolCall("a", "rain", "{}", true)))
                .isEqualTo("There is no such tool. There are: [time, weather]");
    }
}
