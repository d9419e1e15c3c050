package io.astreaming.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.astreaming.port.Payload;
import io.astreaming.value.Deviation;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is kept of a body that has words where an answer should be. */
class PayloadSorterTest {
    private static final int MAX_PLAIN_TEXT = 2_000;

    private final List<Deviation> deviations = new ArrayList<>();
    private final PayloadSorter sorter = new PayloadSorter(new Counting(), false);

    @Test
    void keepsWordsOnOneLineWithOneBlankBetween() {
        sorter.unknownField("Service", Payload.of(""));
        sorter.unknownField("Unavailable", Payload.of(""));
        sorter.words(Payload.of("try\r\nagain"));
        sorter.unknownField("hint", Payload.of("later"));
        assertThat(sorter.plainText()).isEqualTo("Service Unavailable try again hint: later");
        assertThat(deviations)
                .containsExactly(
                        Deviation.UNKNOWN_FIELD,
                        Deviation.UNKNOWN_FIELD,
                        Deviation.HEARTBEAT_AS_DATA,
                        Deviation.UNKNOWN_FIELD);
    }

    @Test
    void keepsOnlySoManyWords() {
        sorter.words(Payload.of("a".repeat(MAX_PLAIN_TEXT - 10)));
        sorter.words(Payload.of("b".repeat(20)));
        assertThat(sorter.plainText()).isEqualTo("a".repeat(MAX_PLAIN_TEXT - 10) + " " + "b".repeat(9));
        sorter.words(Payload.of("c"));
        sorter.unknownField("name", Payload.of("value"));
        assertThat(sorter.plainText()).endsWith("b");
    }

    @Test
    void keepsNoNameOfAFieldWhereNoMoreIsKept() {
        sorter.words(Payload.of("a".repeat(MAX_PLAIN_TEXT - 1))); // and a blank after it
        sorter.unknownField("name", Payload.of("value"));
        assertThat(sorter.plainText()).isEqualTo("a".repeat(MAX_PLAIN_TEXT - 1));
    }

    /** Reads every payload as a chunk, of a stream that goes on. */
    private final class Counting implements PayloadSorter.Reader {
        @Override
        public boolean isOver() {
            return false;
        }

        @Override
        public boolean read(Payload payload) {
            return false;
        }

        @Override
        public boolean canRead(Payload payload) {
            return true;
        }

        @Override
        public boolean isEndedByDone() {
            return true;
        }

        @Override
        public void keep(Payload payload) {}

        @Override
        public void comment(Payload text) {}

        @Override
        public void deviation(Deviation deviation) {
            deviations.add(deviation);
        }
    }
}
