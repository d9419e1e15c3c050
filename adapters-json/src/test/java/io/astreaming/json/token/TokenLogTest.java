package io.astreaming.json.token;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TokenLogTest {
    private final TokenLog taken = new TokenLog();

    @Test
    void knowsWhereATextWasTakenFrom() {
        String text = new String("text");
        taken.add("other", 0, 4);
        taken.add(text, 4, 8);
        taken.add("another", 8, 9);
        assertThat(taken.only(text)).isEqualTo(1);
        assertThat(taken.from(1)).isEqualTo(4);
        assertThat(taken.to(1)).isEqualTo(8);
    }

    @Test
    void doesNotTakeAnEqualTextForTheSame() {
        taken.add(new String("text"), 0, 4);
        assertThat(taken.only(new String("text"))).isNegative();
    }

    @Test
    void isNotSureOfATextWhoseBytesWereTakenTwice() {
        int[][] others = {{4, 8}, {2, 10}, {2, 5}, {7, 9}, {5, 6}, {4, 5}};
        for (int[] other : others) {
            taken.clear();
            String text = new String("text");
            taken.add("other", other[0], other[1]);
            taken.add(text, 4, 8);
            assertThat(taken.only(text)).isNegative();
            assertThat(taken.outermost(text) >= 0).isEqualTo(other[0] == 5);
        }
    }

    @Test
    void isNotSureOfAnythingOnceTooMuchWasTaken() {
        String text = new String("text");
        taken.add(text, 0, 1);
        for (int i = 1; i < 32; i++) {
            taken.add("other", i, i + 1);
        }
        assertThat(taken.only(text)).isZero();
        taken.add("other", 40, 41);
        assertThat(taken.only(text)).isNegative();
        taken.clear();
        assertThat(taken.only(text)).isNegative();
    }
}
