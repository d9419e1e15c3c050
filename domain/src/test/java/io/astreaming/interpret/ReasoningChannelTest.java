package io.astreaming.interpret;

import static org.assertj.core.api.Assertions.assertThat;

import io.astreaming.chunk.ReasoningDelta;
import io.astreaming.value.Deviation;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class ReasoningChannelTest {
    private final List<Deviation> deviations = new ArrayList<>();
    private final ReasoningChannel channel = new ReasoningChannel(deviations::add);

    @Test
    void saysOnceWhatTwoMembersOfADeltaSay() {
        channel.endDelta();
        assertThat(news("a", "reasoning")).isEqualTo("a");
        assertThat(news("a", "reasoning_content")).isEmpty();
        assertThat(news("b", "reasoning_content")).isEqualTo("b");
        assertThat(news("b", "reasoning_text")).isEmpty();
        assertThat(deviations).containsExactly(Deviation.REASONING_DOUBLED, Deviation.REASONING_DOUBLED);
    }

    @Test
    void saysOnceWhatTwoMembersSayInTurns() {
        channel.endDelta();
        for (String piece : List.of("Hm", ", ", "well", "well")) {
            assertThat(news(piece, "reasoning")).isEqualTo(piece);
            channel.endDelta();
            assertThat(news(piece, "thinking_blocks")).isEmpty();
            channel.endDelta();
        }
        assertThat(deviations).hasSize(4).containsOnly(Deviation.REASONING_DOUBLED);
    }

    @Test
    void saysOfAWholeThatComesUnderAnotherNameOnlyWhatIsNew() {
        channel.endDelta();
        news("Let me ", "reasoning");
        channel.endDelta();
        news("see", "reasoning");
        channel.endDelta();
        assertThat(news("Let me see.", "thinking_blocks")).isEqualTo(".");
        assertThat(deviations).containsExactly(Deviation.REASONING_DOUBLED);
    }

    @Test
    void leavesWhatOneMemberSaysTwice() {
        channel.endDelta();
        news("ha", "reasoning");
        channel.endDelta();
        assertThat(news("ha", "reasoning")).isEqualTo("ha");
        channel.endDelta();
        assertThat(news("hm", "reasoning_text")).isEqualTo("hm");
        assertThat(deviations).isEmpty();
    }

    @Test
    void tellsApartWhatIsOfTheSameLengthAndHasTheSameLetters() {
        for (String said : List.of("ab", "ba", "bb", "aa", "ac")) {
            ReasoningChannel fresh = new ReasoningChannel(deviations::add);
            fresh.newText(new ReasoningDelta("ab", "reasoning"));
            fresh.endDelta();
            assertThat(fresh.newText(new ReasoningDelta(said, "reasoning_content")))
                    .isEqualTo(said.equals("ab") ? "" : said);
        }
        assertThat(deviations).containsExactly(Deviation.REASONING_DOUBLED);
    }

    @Test
    void comparesWithNothingOnceSeveralMembersSaidSomething() {
        news("a", "reasoning");
        news("b", "reasoning_content");
        channel.endDelta();
        assertThat(news("ab", "reasoning_text")).isEqualTo("ab");
        assertThat(deviations).isEmpty();
    }

    @Test
    @Timeout(30)
    void takesManyPiecesOfOneDeltaInTimeThatGrowsWithThem() {
        long said = 0;
        for (int i = 0; i < 400_000; i++) {
            said += news("p" + i, i % 2 == 0 ? "content" : "reasoning").length();
        }
        assertThat(said).isEqualTo(2_688_890);
        assertThat(deviations).isEmpty();
    }

    @Test
    void keepsAPieceOfAThousandCharactersForTheNextDeltaAndNoLongerOne() {
        news("a", "reasoning");
        news("a", "thinking"); // so they say the same in turns
        String longest = "x".repeat(1_000);
        channel.endDelta();
        assertThat(news(longest, "reasoning")).isEqualTo(longest);
        channel.endDelta();
        assertThat(news(longest, "thinking")).isEmpty();
        channel.endDelta();
        assertThat(news(longest + "y", "reasoning")).isEqualTo(longest + "y");
        channel.endDelta();
        assertThat(news(longest + "y", "thinking")).isEqualTo(longest + "y");
    }

    @Test
    void leavesWhatOneMemberSaysTwiceThoughTwoSaidTheSameBefore() {
        news("a", "reasoning");
        news("a", "thinking");
        channel.endDelta();
        assertThat(news("ha", "reasoning")).isEqualTo("ha");
        channel.endDelta();
        assertThat(news("ha", "reasoning")).isEqualTo("ha");
    }

    private String news(String text, String member) {
        return channel.newText(new ReasoningDelta(text, member));
    }
}
