package io.astreaming.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.astreaming.relay.log.LogState;
import io.astreaming.relay.log.Page;
import io.astreaming.relay.log.Seal;
import io.astreaming.relay.log.StoredEvent;
import io.astreaming.relay.log.StreamHead;
import io.astreaming.relay.log.StreamId;
import io.astreaming.relay.log.StreamLog;
import io.astreaming.relay.log.TailListener;
import io.astreaming.relay.log.WriteResult;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What every log has to do. A log's test extends this and provides the log. */
@Timeout(60)
public abstract class StreamLogContract {
    private static final StreamHead HEAD = new StreamHead("ada", "nonce 1", "node 1", "digest", "chat");
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Seal COMPLETED = new Seal(Seal.COMPLETED, 3, null);

    private final StreamId id = StreamId.random();

    /** The log; the same for all calls of one test. */
    protected abstract StreamLog log();

    private static <T> T get(CompletionStage<T> stage) throws Exception {
        return stage.toCompletableFuture().get(20, TimeUnit.SECONDS);
    }

    /** Reads on the connection that there is. */
    private CompletionStage<Page> read(StreamId id, long after, int maxBytes) throws Exception {
        return log().read(id, open(log()), after, maxBytes);
    }

    private long open() throws Exception {
        return get(log().open(id, HEAD, HOUR)).connection();
    }

    private static List<StoredEvent> events(long first, long last) {
        return LongStream.rangeClosed(first, last)
                .mapToObj(n -> new StoredEvent(
                        n,
                        n % 2 == 0 ? "message" : "odd",
                        ("{\"n\":" + n + ",\"t\":\"é\\u0000\"}").getBytes(StandardCharsets.UTF_8)))
                .toList();
    }

    private static List<String> texts(List<StoredEvent> events) {
        return events.stream()
                .map(event ->
                        event.number() + " " + event.type() + " " + new String(event.data(), StandardCharsets.UTF_8))
                .toList();
    }

    @Test
    protected void beginsAStreamOnce() throws Exception {
        LogState first = get(log().open(id, HEAD, HOUR));
        LogState second = get(log().open(id, new StreamHead("eve", "nonce 2", "node 2", "other", "chat"), HOUR));

        assertThat(first.head()).isEqualTo(HEAD);
        assertThat(first.last()).isZero();
        assertThat(first.seal()).isNull();
        assertThat(second.head()).isEqualTo(HEAD);
    }

    @Test
    protected void knowsNothingOfAStreamThatWasntBegun() throws Exception {
        assertThat(get(log().state(id))).isNull();
        assertThat(get(read(id, 0, 1_000))).isNull();
        assertThat(get(log().append(id, open(log()), events(1, 1)))).isEqualTo(new WriteResult.Gone());
        assertThat(get(log().seal(id, COMPLETED, null, HOUR))).isEqualTo(new WriteResult.Gone());
        assertThat(get(log().state(id))).isNull();
    }

    private static long open(StreamLog log) throws Exception {
        return get(log.open(StreamId.random(), HEAD, HOUR)).connection();
    }

    @Test
    protected void givesBackWhatWasAppendedByteForByte() throws Exception {
        long connection = open();
        assertThat(get(log().append(id, connection, events(1, 3)))).isEqualTo(new WriteResult.Written());
        assertThat(get(log().append(id, connection, events(4, 4)))).isEqualTo(new WriteResult.Written());

        Page page = get(read(id, 0, 1_000_000));

        assertThat(texts(page.events())).isEqualTo(texts(events(1, 4)));
        assertThat(page.seal()).isNull();
        assertThat(get(log().state(id)).last()).isEqualTo(4);
    }

    @Test
    protected void readsAfterAnyEvent() throws Exception {
        long connection = open();
        get(log().append(id, connection, events(1, 5)));
        get(log().appendAlive(id, connection, 5));
        get(log().append(id, connection, events(6, 9)));
        for (long after = 0; after <= 9; after++) {
            assertThat(texts(get(read(id, after, 1_000_000)).events())).isEqualTo(texts(events(after + 1, 9)));
        }
        assertThat(get(read(id, 20, 1_000_000)).events()).isEmpty();
    }

    @Test
    protected void readsPagesOfALimitedSize() throws Exception {
        long connection = open();
        for (int i = 0; i < 10; i++) {
            get(log().append(id, connection, events(10 * i + 1, 10 * i + 10)));
        }
        get(log().seal(id, COMPLETED.withLast(100), connection, HOUR));

        List<StoredEvent> all = new ArrayList<>();
        Page page;
        int pages = 0;
        do {
            page = get(read(id, all.size(), 1));
            assertThat(page.events()).isNotEmpty();
            all.addAll(page.events());
            pages++;
        } while (page.seal() == null);

        assertThat(texts(all)).isEqualTo(texts(events(1, 100)));
        assertThat(pages).isGreaterThan(5);
    }

    @Test
    protected void refusesAnEventThatItHas() throws Exception {
        long connection = open();
        get(log().append(id, connection, events(1, 3)));

        assertThat(get(log().append(id, connection, events(1, 3)))).isEqualTo(new WriteResult.OutOfOrder());
        assertThat(texts(get(read(id, 0, 1_000_000)).events())).isEqualTo(texts(events(1, 3)));
    }

    @Test
    protected void showsNoEventTwice() throws Exception {
        long connection = open();
        get(log().append(id, connection, events(1, 3)));
        get(log().append(id, connection, events(3, 4))); // a log may refuse it, or take what is new of it

        List<StoredEvent> read = get(read(id, 0, 1_000_000)).events();

        assertThat(read).extracting(StoredEvent::number).doesNotHaveDuplicates().startsWith(1L, 2L, 3L);
    }

    @Test
    protected void acceptsOneSealAndNothingAfterIt() throws Exception {
        long connection = open();
        get(log().append(id, connection, events(1, 3)));

        assertThat(get(log().seal(id, COMPLETED, connection, HOUR))).isEqualTo(new WriteResult.Written());

        WriteResult sealed = new WriteResult.AlreadySealed(COMPLETED);
        assertThat(get(log().seal(id, Seal.PRODUCER_LOST, null, HOUR))).isEqualTo(sealed);
        assertThat(get(log().append(id, connection, events(4, 4)))).isEqualTo(sealed);
        assertThat(get(log().appendAlive(id, connection, 3))).isEqualTo(sealed);
        assertThat(get(log().state(id)).seal()).isEqualTo(COMPLETED);
        assertThat(get(log().state(id)).last()).isEqualTo(3);
        Page page = get(read(id, 3, 1_000));
        assertThat(page.events()).isEmpty();
        assertThat(page.seal()).isEqualTo(COMPLETED);
    }

    @Test
    protected void sealsAStreamWithoutEvents() throws Exception {
        open();
        assertThat(get(log().seal(id, Seal.PRODUCER_LOST, null, HOUR))).isEqualTo(new WriteResult.Written());
        assertThat(get(log().state(id))).extracting(LogState::last).isEqualTo(0L);
        assertThat(get(read(id, 0, 1_000)).seal()).isEqualTo(Seal.PRODUCER_LOST);
        assertThat(get(read(id, 7, 1_000)).seal()).isEqualTo(Seal.PRODUCER_LOST);
    }

    @Test
    protected void letsAStreamBeFollowedFromAnyEventToItsEnd() throws Exception {
        long connection = open();
        get(log().append(id, connection, events(1, 3)));
        Follower fromStart = new Follower(log(), id, 0);
        Follower fromTwo = new Follower(log(), id, 2);
        get(log().append(id, connection, events(4, 6)));
        get(log().seal(id, COMPLETED.withLast(6), connection, HOUR));

        assertThat(fromStart.toTheEnd()).isEqualTo(texts(events(1, 6)));
        assertThat(fromTwo.toTheEnd()).isEqualTo(texts(events(3, 6)));
        assertThat(new Follower(log(), id, 6).toTheEnd()).isEmpty();
    }

    @Test
    protected void saysWhenNothingIsNewAndWhenThereIsASignOfLife() throws Exception {
        long connection = open();
        Follower follower = new Follower(log(), id, 0);
        follower.awaitQuiet();
        get(log().appendAlive(id, connection, 0));
        follower.awaitSignOfLife();
        get(log().seal(id, COMPLETED.withLast(0), connection, HOUR));
        follower.toTheEnd();
    }

    @Test
    protected void forgetsAStreamAfterItsTime() throws Exception {
        get(log().open(id, HEAD, Duration.ofMillis(300)));
        Follower follower = new Follower(log(), id, 0);

        follower.awaitGone();

        assertThat(get(log().state(id))).isNull();
    }

    /** Keeps what it is told. */
    private static final class Follower implements TailListener {
        private final List<StoredEvent> events = new ArrayList<>();
        private final CountDownLatch end = new CountDownLatch(1);
        private final CountDownLatch quiet = new CountDownLatch(1);
        private final CountDownLatch alive = new CountDownLatch(1);
        private final CountDownLatch gone = new CountDownLatch(1);

        Follower(StreamLog log, StreamId id, long after) {
            log.follow(id, after, this);
        }

        List<String> toTheEnd() throws Exception {
            await(end);
            return texts(events);
        }

        void awaitQuiet() throws Exception {
            await(quiet);
        }

        void awaitSignOfLife() throws Exception {
            await(alive);
        }

        void awaitGone() throws Exception {
            await(gone);
        }

        private static void await(CountDownLatch latch) throws Exception {
            assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
        }

        @Override
        public void page(Page page) {
            events.addAll(page.events());
            if (page.seal() != null) {
                end.countDown();
            } else if (page.events().isEmpty()) {
                alive.countDown();
            }
        }

        @Override
        public void quiet() {
            quiet.countDown();
        }

        @Override
        public void unreachable() {}

        @Override
        public void gone() {
            gone.countDown();
        }
    }
}
