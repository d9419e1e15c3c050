package io.astreaming.json.fast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.astreaming.chunk.Chunk;
import io.astreaming.error.ChatException;
import io.astreaming.error.LimitExceededException;
import io.astreaming.error.MalformedStreamException;
import io.astreaming.json.chunk.ReferenceChunkReader;
import io.astreaming.port.Payload;
import io.astreaming.settings.StreamLimits;
import jakarta.json.spi.JsonProvider;
import jakarta.json.stream.JsonParserFactory;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads every payload with both readers, the fast one warm and fresh, and fails where they differ. The warm one pauses
 * now and then, and has its workspace from the streams before.
 */
final class BothReaders {
    private static final JsonParserFactory PARSERS = JsonProvider.provider().createParserFactory(Map.of());

    private static final int PAUSE_EVERY = 3;

    private final StreamLimits limits;
    private final WorkspacePool workspaces = new WorkspacePool();
    private FastChunkDecoder warm;
    private int read;
    private int answered;
    private int filled;
    private int refused;

    BothReaders() {
        this(StreamLimits.DEFAULT);
    }

    BothReaders(StreamLimits limits) {
        this.limits = limits;
        this.warm = fast(workspaces);
    }

    /** Begins another stream. */
    void begin() {
        warm.pause();
        warm = fast(workspaces);
    }

    /** Reads a payload of the stream; tells whether the fast reader answered. */
    boolean read(Payload payload) {
        Answer truth = Answer.of(() -> new ReferenceChunkReader(PARSERS, limits).read(payload, null));
        long before = warm.filled();
        Chunk answer = warm.read(payload);
        Chunk fresh = fast(new WorkspacePool()).read(payload);
        if (read++ % PAUSE_EVERY == 0) {
            warm.pause();
        }
        answered += answer == null ? 0 : 1;
        filled += (int) (warm.filled() - before);
        refused += truth.chunk == null ? 1 : 0;
        if (answer != null && !answer.equals(truth.chunk)) {
            fail("%s%n was read as %s%n but is %s", payload.text(), answer, truth);
        }
        assertThat(fresh).as("a fresh decoder, of %s", payload.text()).isEqualTo(answer);
        if (answer == null) {
            assertThat(Answer.of(() -> warm.decode(payload))).as(payload.text()).isEqualTo(truth);
        }
        return answer != null;
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

    private FastChunkDecoder fast(WorkspacePool lent) {
        return new FastChunkDecoder(new ReferenceChunkReader(PARSERS, limits), limits, lent);
    }

    /** A chunk, or what was wrong and where. */
    private record Answer(@Nullable Chunk chunk, String problem) {
        static Answer of(Reading reading) {
            try {
                return new Answer(reading.read(), "");
            } catch (MalformedStreamException e) {
                return new Answer(null, e.getMessage() + e.position());
            } catch (LimitExceededException e) {
                return new Answer(null, e.getMessage());
            } catch (ChatException e) {
                return fail("neither bad JSON nor a limit", e);
            }
        }
    }

    private interface Reading {
        Chunk read();
    }
}
