package io.astreaming.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.astreaming.chunk.Delta;
import io.astreaming.chunk.Deviation;
import io.astreaming.chunk.ReasoningDelta;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class ReasoningChannelTest {
    private final List<Deviation> deviations = new ArrayList<>();
    private final ReasoningChannel channel = new ReasoningChannel(deviations::add);

    @Test
    void saysOnceWhatTwoMembersOfADeltaSay() {
        channel.begin();
        assertThat(news("a", "reasoning")).isEqualTo("a");
        assertThat(news("a", "reasoning_content")).isEmpty();
        assertThat(news("b", "reasoning_content")).isEqualTo("b");
        assertThat(news("b", "reasoning_text")).isEmpty();
        assertThat(deviations).containsExactly(Deviation.REASONING_DOUBLED, Deviation.REASONING_DOUBLED);
    }

    @Test
    void saysOfAWholeThatComesUnderAnotherNameOnlyWhatIsNew() {
        channel.begin();
        news("Let me ", "reasoning");
        channel.begin();
        news("see", "reasoning");
        channel.begin();
        assertThat(news("Let me see.", "thinking_blocks")).isEqualTo(".");
        assertThat(deviations).containsExactly(Deviation.REASONING_DOUBLED);
    }

    @Test
    void leavesWhatOneMemberSaysTwice() {
        channel.begin();
        news("ha", "reasoning");
        channel.begin();
        assertThat(news("ha", "reasoning")).isEqualTo("ha");
        channel.begin();
        assertThat(news("hm", "reasoning_text")).isEqualTo("hm");
        assertThat(deviations).isEmpty();
    }

    @Test
    @Timeout(30)
    void takesManyPiecesOfOneDeltaInTimeThatGrowsWithThem() {
        List<Delta> pieces = new ArrayList<>();
        for (int i = 0; i < 400_000; i++) {
            pieces.add(new ReasoningDelta("p" + i % 1_000, i % 2 == 0 ? "content" : "reasoning"));
        }
        ChunkInterpreter interpreter = new ChunkInterpreter(1, 1, 1);
        long[] events = {0};
        interpreter.interpret(Chunks.chunk(Chunks.open(0, pieces.toArray(new Delta[0]))), event -> events[0]++);
        assertThat(events[0]).isEqualTo(400_002);
    }

    private String news(String text, String member) {
        return channel.news(new ReasoningDelta(text, member));
    }
}
