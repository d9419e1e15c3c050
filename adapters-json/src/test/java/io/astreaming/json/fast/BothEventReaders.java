package io.astreaming.json.fast;

import static org.assertj.core.api.Assertions.assertThat;

import io.astreaming.error.LimitExceededException;
import io.astreaming.error.MalformedStreamException;
import io.astreaming.json.token.PayloadParser;
import io.astreaming.port.Payload;
import io.astreaming.settings.StreamLimits;
import io.astreaming.value.Deviation;
import jakarta.json.spi.JsonProvider;
import jakarta.json.stream.JsonParserFactory;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads every payload of a protocol with both readers, the fast one warm and fresh, and fails where they differ. The warm
 * one pauses now and then, and has its workspace from the streams before.
 */
final class BothEventReaders<E> {
    private static final JsonParserFactory PARSERS = JsonProvider.provider().createParserFactory(Map.of());
    private static final int PAUSE_EVERY = 3;

    private final EventForm<E> form;
    private final StreamLimits limits;
    private final WorkspacePool workspaces = new WorkspacePool();
    private FastEventReader<E> warm;
    private int read;
    private int answered;
    private int filled;
    private int refused;

    BothEventReaders(EventForm<E> form, StreamLimits limits) {
        this.form = form;
        this.limits = limits;
        this.warm = fast(workspaces);
    }

    /** Begins another stream. */
    void begin() {
        warm.pause();
        warm = fast(workspaces);
    }

    void read(Payload payload) {
        FastEventReader<E> reference = fast(new WorkspacePool());
        Answer<E> truth = Answer.of(() -> reference.readByReference(payload), reference);
        long before = warm.filled();
        E event = warm.readFast(payload);
        Set<Deviation> noted = warm.noted();
        FastEventReader<E> fresh = fast(new WorkspacePool());
        E again = fresh.readFast(payload);
        if (read++ % PAUSE_EVERY == 0) {
            warm.pause();
        }
        filled += (int) (warm.filled() - before);
        refused += truth.event == null ? 1 : 0;
        if (event != null) {
            answered++;
            assertThat(new Answer<>(event, noted, "")).as(payload.text()).isEqualTo(truth);
            assertThat(again).as("a fresh reader, of %s", payload.text()).isEqualTo(event);
        } else {
            assertThat(again).as("a fresh reader, of %s", payload.text()).isNull();
        }
    }

    int read() {
        return read;
    }

    int answered() {
        return answered;
    }

    /** How many payloads a template fitted. */
    int filled() {
        return filled;
    }

    /** How many payloads can't be read at all. */
    int refused() {
        return refused;
    }

    private FastEventReader<E> fast(WorkspacePool lent) {
        return new FastEventReader<>(form, new PayloadParser(PARSERS, limits), limits, lent);
    }

    /** An event and what was noted, or what was wrong and where. */
    private record Answer<E>(@Nullable E event, Set<Deviation> noted, String problem) {
        static <E> Answer<E> of(Reading<E> reading, FastEventReader<E> reader) {
            try {
                return new Answer<>(reading.read(), reader.noted(), "");
            } catch (MalformedStreamException e) {
                return new Answer<>(null, Set.of(), e.getMessage() + e.position());
            } catch (LimitExceededException e) {
                return new Answer<>(null, Set.of(), e.getMessage());
            }
        }
    }

    private interface Reading<E> {
        E read();
    }
}
