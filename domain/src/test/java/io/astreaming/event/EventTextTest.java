package io.astreaming.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.astreaming.completion.AnswerItem;
import io.astreaming.jsontext.JsonText;
import io.astreaming.value.Protocol;
import java.util.List;
import org.junit.jupiter.api.Test;

class EventTextTest {
    @Test
    void tellsWhatAnEventIsAndHowLongNeverWhatItSays() {
        List<ChatEvent> events = List.of(
                new StreamStarted("secret", "secret", 7L),
                new TextReceived(1, "secret"),
                new ReasoningReceived(1, "secret"),
                new RefusalReceived(1, "secret"),
                new ToolCallStarted(1, 2, "secret", "secret"),
                new ToolArgumentsReceived(1, 2, "secret"),
                new AnnotationsReceived(1, JsonText.ofString("secret")),
                new ItemStarted(1, Protocol.RESPONSES, 2, "secret"),
                new ItemFinished(1, new AnswerItem(Protocol.RESPONSES, 2, "secret", JsonText.ofString("secret"))),
                new Unrecognized(Unrecognized.Location.DELTA, 1, "secret", JsonText.ofString("secret")));
        assertThat(events)
                .extracting(Object::toString)
                .containsExactly(
                        "StreamStarted[created 7]",
                        "TextReceived[1, 6 characters]",
                        "ReasoningReceived[1, 6 characters]",
                        "RefusalReceived[1, 6 characters]",
                        "ToolCallStarted[1, call 2]",
                        "ToolArgumentsReceived[1, call 2, 6 characters]",
                        "AnnotationsReceived[1, 8 characters]",
                        "ItemStarted[1, item 2]",
                        "ItemFinished[choice=1, item=AnswerItem[RESPONSES, 2, 8 characters]]",
                        "Unrecognized[DELTA, 1, 8 characters]");
    }
}
