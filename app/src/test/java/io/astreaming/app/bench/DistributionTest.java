package io.astreaming.app.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DistributionTest {
    @Test
    void hasNoValuesAtFirst() {
        Distribution empty = new Distribution();

        assertThat(empty.count()).isZero();
        assertThat(empty.mean()).isZero();
        assertThat(empty.min()).isZero();
        assertThat(empty.percentile(0.5)).isZero();
        assertThat(empty.bars(10)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            longs = {0, 1, 127, 128, 255, 256, 257, 1_000_000, 3_599_999_999_999L, Long.MAX_VALUE / 2, Long.MAX_VALUE})
    void tellsASingleValueExactly(long value) {
        Distribution one = of(value);

        assertThat(one.percentile(0)).isEqualTo(value);
        assertThat(one.percentile(0.5)).isEqualTo(value);
        assertThat(one.percentile(1)).isEqualTo(value);
        assertThat(one.min()).isEqualTo(value);
        assertThat(one.max()).isEqualTo(value);
        assertThat(one.bars(10)).containsExactly(new Distribution.Bar(value, value, 1));
    }

    @Test
    void countsWhatIsNegativeAsZero() {
        assertThat(of(-5).percentile(1)).isZero();
    }

    @Test
    void tellsPercentilesToOnePercent() {
        SplittableRandom random = new SplittableRandom(1);
        long[] values = random.longs(10_000, 0, 1L << 40)
                .map(value -> value >>> random.nextInt(30))
                .sorted()
                .toArray();
        Distribution distribution = of(values);

        for (double share : new double[] {0.001, 0.01, 0.1, 0.5, 0.9, 0.95, 0.99, 0.999, 1}) {
            long exact = values[(int) Math.ceil(share * values.length) - 1];
            assertThat(distribution.percentile(share)).as("share %s", share).isBetween(exact, exact + exact / 100 + 1);
        }
        assertThat(distribution.mean())
                .isEqualTo(Arrays.stream(values).average().orElseThrow());
    }

    @Test
    void countsWhatReachesAThreshold() {
        Distribution gaps = of(1_000, 999_000_000, 1_000_000_000, 5_000_000_000L);

        assertThat(gaps.atLeast(1_000_000_000)).isBetween(2L, 3L);
        assertThat(gaps.atLeast(2_000_000_000)).isOne();
        assertThat(gaps.atLeast(0)).isEqualTo(4);
    }

    @Test
    void dividesItsRangeIntoBars() {
        assertThat(of(100, 110, 190, 200).bars(2))
                .containsExactly(new Distribution.Bar(100, 150, 2), new Distribution.Bar(150, 200, 2));
    }

    private static Distribution of(long... values) {
        Distribution distribution = new Distribution();
        Arrays.stream(values).forEach(distribution::add);
        return distribution;
    }
}
