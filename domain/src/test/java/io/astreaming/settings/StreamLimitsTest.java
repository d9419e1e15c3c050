package io.astreaming.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class StreamLimitsTest {
    private static final Map<String, BiFunction<StreamLimits, Integer, StreamLimits>> CHANGES = new LinkedHashMap<>();
    private static final Map<String, Function<StreamLimits, Number>> READS = new LinkedHashMap<>();

    static {
        CHANGES.put("eventBytes", StreamLimits::withEventBytes);
        CHANGES.put("nestingDepth", StreamLimits::withNestingDepth);
        CHANGES.put("numberLength", StreamLimits::withNumberLength);
        CHANGES.put("totalText", StreamLimits::withTotalText);
        CHANGES.put("choices", StreamLimits::withChoices);
        CHANGES.put("toolCalls", StreamLimits::withToolCalls);
        CHANGES.put("distinctExtras", StreamLimits::withDistinctExtras);
        CHANGES.put("errorBodyBytes", StreamLimits::withErrorBodyBytes);
        READS.put("eventBytes", StreamLimits::eventBytes);
        READS.put("nestingDepth", StreamLimits::nestingDepth);
        READS.put("numberLength", StreamLimits::numberLength);
        READS.put("totalText", StreamLimits::totalText);
        READS.put("choices", StreamLimits::choices);
        READS.put("toolCalls", StreamLimits::toolCalls);
        READS.put("distinctExtras", StreamLimits::distinctExtras);
        READS.put("errorBodyBytes", StreamLimits::errorBodyBytes);
    }

    @Test
    void refusesALimitBelowOneAndNamesIt() {
        CHANGES.forEach((name, change) -> assertThatThrownBy(() -> change.apply(StreamLimits.DEFAULT, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(name + " must be at least 1, not 0"));
    }

    @Test
    void changesOneLimitAndKeepsTheOthers() {
        CHANGES.forEach((changed, change) -> {
            StreamLimits limits = change.apply(StreamLimits.DEFAULT, 1);
            READS.forEach((name, read) -> assertThat(read.apply(limits).longValue())
                    .as("%s after a change of %s", name, changed)
                    .isEqualTo(
                            name.equals(changed)
                                    ? 1
                                    : read.apply(StreamLimits.DEFAULT).longValue()));
            assertThat(limits)
                    .isNotEqualTo(StreamLimits.DEFAULT)
                    .isEqualTo(change.apply(StreamLimits.DEFAULT, 1))
                    .hasSameHashCodeAs(change.apply(StreamLimits.DEFAULT, 1))
                    .asString()
                    .contains(changed + "=1");
        });
    }
}
