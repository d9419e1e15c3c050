package io.astreaming.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.astreaming.completion.AnswerItem;
import io.astreaming.completion.Cancelled;
import io.astreaming.completion.ChatCompletion;
import io.astreaming.error.CancelledException;
import io.astreaming.jsontext.JsonText;
import io.astreaming.value.FinishReason;
import io.astreaming.value.Protocol;
import io.astreaming.value.Role;
import io.astreaming.value.UsageNotReported;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Which events are content, and which are kept even where content isn't. */
class EventKindsTest {
    private static final ChatCompletion NOTHING =
            new ChatCompletion(null, null, null, List.of(), UsageNotReported.INSTANCE, Map.of(), Map.of());

    private static final AnswerItem ITEM = new AnswerItem(Protocol.RESPONSES, 0, "x", JsonText.NULL);

    @Test
    void contentIsWhatTheModelSays() {
        assertThat(List.of(
                        new TextReceived(0, "a"),
                        new ReasoningReceived(0, "a"),
                        new RefusalReceived(0, "a"),
                        new ToolCallStarted(0, 0, "id", "name"),
                        new ToolArgumentsReceived(0, 0, "{"),
                        new ItemStarted(0, Protocol.RESPONSES, 0, "web_search_call"),
                        new ItemStarted(0, Protocol.MESSAGES, 0, "server_tool_use")))
                .allMatch(ChatEvent::isContent);
        assertThat(List.of(
                        new StreamStarted("id", "m", 1L),
                        new ChoiceStarted(0),
                        new RoleReceived(0, Role.ASSISTANT),
                        new AnnotationsReceived(0, JsonText.NULL),
                        unrecognized(Unrecognized.Location.DELTA),
                        new ItemStarted(0, Protocol.RESPONSES, 0, "message"),
                        new ItemStarted(0, Protocol.RESPONSES, 0, "reasoning"),
                        new ItemStarted(0, Protocol.MESSAGES, 0, "text"),
                        new ItemStarted(0, Protocol.MESSAGES, 0, "redacted_thinking"),
                        new ItemFinished(0, ITEM),
                        new ChoiceFinished(0, FinishReason.STOP),
                        new StreamEnded(new Cancelled(NOTHING, new CancelledException()))))
                .noneMatch(ChatEvent::isContent);
    }

    @Test
    void theFrameIsWhatIsKeptWithoutContent() {
        assertThat(List.of(
                        new StreamStarted("id", "m", 1L),
                        new ChoiceStarted(0),
                        new RoleReceived(0, Role.ASSISTANT),
                        new ToolCallStarted(0, 0, "id", "name"),
                        new ToolArgumentsReceived(0, 0, "{"),
                        new ItemStarted(0, Protocol.RESPONSES, 0, "message"),
                        unrecognized(Unrecognized.Location.CHUNK),
                        unrecognized(Unrecognized.Location.CHOICE),
                        new ChoiceFinished(0, FinishReason.STOP)))
                .allMatch(ChatEvent::isFrame);
        assertThat(List.of(
                        new TextReceived(0, "a"),
                        new ReasoningReceived(0, "a"),
                        new RefusalReceived(0, "a"),
                        new AnnotationsReceived(0, JsonText.NULL),
                        new ItemFinished(0, ITEM),
                        unrecognized(Unrecognized.Location.DELTA)))
                .noneMatch(ChatEvent::isFrame);
    }

    private static Unrecognized unrecognized(Unrecognized.Location place) {
        return new Unrecognized(place, 0, "x", JsonText.NULL);
    }
}
