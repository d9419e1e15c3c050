package io.astreaming.conformance.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.astreaming.relay.LogUnreachableException;
import io.astreaming.relay.Relay;
import io.astreaming.relay.RelaySettings;
import io.astreaming.relay.RelayedStream;
import io.astreaming.relay.StreamRequest;
import io.astreaming.relay.log.StreamId;
import io.astreaming.relay.log.StreamSealed;
import io.astreaming.replay.Pace;
import io.astreaming.replay.ReplayServer;
import io.astreaming.replay.Reply;
import io.astreaming.request.ChatRequest;
import io.astreaming.stream.Chat;
import io.astreaming.testing.Await;
import io.astreaming.testing.Chats;
import io.astreaming.testing.Streams;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A relay in memory, between a real server and readers. */
@Timeout(60)
class RelayedStreamsTest {
    private static final String[] WORDS =
            IntStream.range(0, 20).mapToObj(i -> "word " + i).toArray(String[]::new);
    private static final ChatRequest REQUEST = ChatRequest.model("m").user("q").build();
    private static final StreamRequest FROM_ADA = new StreamRequest("ada", "digest", "chat");
    private static final int ALL = WORDS.length + 2; // and the finish reason, and [DONE]

    private final List<AutoCloseable> opened = new ArrayList<>();
    private final Relay relay = Relay.inMemory(RelaySettings.DEFAULT, 10_000_000);

    @AfterEach
    void close() throws Exception {
        relay.close(Duration.ofMillis(1)).toCompletableFuture().get(20, TimeUnit.SECONDS);
        for (AutoCloseable one : opened) {
            one.close();
        }
    }

    private Chat chat(ReplayServer server) {
        opened.add(server);
        Chat chat = Chats.at(server, "key");
        opened.add(chat);
        return chat;
    }

    private RelayedStream start(Chat chat) throws Exception {
        return start(StreamId.random(), chat);
    }

    private RelayedStream start(StreamId id, Chat chat) throws Exception {
        return relay.start(id, FROM_ADA, () -> chat.receivedPublisher(REQUEST))
                .toCompletableFuture()
                .get(20, TimeUnit.SECONDS);
    }

    private static EventCollector read(RelayedStream stream, long after, EventCollector reader) {
        stream.events(after).subscribe(reader);
        return reader;
    }

    @Test
    void givesEachReaderEveryEventAndTheSameEnd() throws Exception {
        RelayedStream stream =
                start(chat(ReplayServer.serving(Streams.whole(WORDS)).start()));

        EventCollector first = read(stream, 0, new EventCollector());
        EventCollector second = read(stream, 0, new EventCollector());

        assertThat(first.end()).isEqualTo(second.end());
        assertThat(first.end().seal().isCompleted()).isTrue();
        assertThat(first.end().last()).isEqualTo(ALL);
        assertThat(first.texts()).hasSize(ALL).isEqualTo(second.texts());
        assertThat(first.texts().get(ALL - 1)).isEqualTo(ALL + " [DONE]");
    }

    @Test
    void goesOnWhereAReaderHasLeft() throws Exception {
        Semaphore permits = new Semaphore(8);
        RelayedStream stream = start(chat(ReplayServer.serving(Streams.whole(WORDS))
                .pace(Pace.permittedBy(permits))
                .start()));
        EventCollector before = new EventCollector(5);
        long left = read(stream, 0, before).left();
        permits.release(1_000);

        EventCollector after = read(stream, left, new EventCollector());

        after.end();
        List<String> all = new ArrayList<>(before.texts());
        all.addAll(after.texts());
        EventCollector whole = read(stream, 0, new EventCollector());
        whole.end();
        assertThat(all).hasSize(ALL).isEqualTo(whole.texts());
    }

    @Test
    void servesAStreamThatHasEndedAgain() throws Exception {
        RelayedStream stream =
                start(chat(ReplayServer.serving(Streams.whole(WORDS)).start()));
        StreamSealed end = read(stream, 0, new EventCollector()).end();

        RelayedStream found = relay.find(stream.id()).toCompletableFuture().get(20, TimeUnit.SECONDS);

        assertThat(found.seal()).isEqualTo(end.seal());
        assertThat(found.last()).isEqualTo(ALL);
        EventCollector late = read(found, ALL - 1, new EventCollector());
        assertThat(late.end()).isEqualTo(end);
        assertThat(late.texts()).containsExactly(ALL + " [DONE]");
    }

    @Test
    void asksTheProviderOnceForRequestsOfTheSameName() throws Exception {
        ReplayServer server = ReplayServer.serving(Streams.whole(WORDS)).start();
        Chat chat = chat(server);
        StreamId id = StreamId.derived(new byte[32], "ada", "key");

        List<RelayedStream> streams = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            streams.add(start(id, chat));
        }

        assertThat(streams).filteredOn(RelayedStream::isStarted).hasSize(1);
        for (RelayedStream stream : streams) {
            assertThat(read(stream, 0, new EventCollector()).end().last()).isEqualTo(ALL);
        }
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void stopsTheProviderAndTellsEveryReader() throws Exception {
        Semaphore permits = new Semaphore(4);
        ReplayServer server = ReplayServer.serving(Streams.whole(WORDS))
                .pace(Pace.permittedBy(permits))
                .start();
        RelayedStream stream = start(chat(server));
        EventCollector reader = read(stream, 0, new EventCollector());

        StreamSealed end = stream.stop().toCompletableFuture().get(20, TimeUnit.SECONDS);

        assertThat(end.seal().outcome()).isEqualTo("cancelled");
        assertThat(reader.end()).isEqualTo(end);
        assertThat(stream.stop().toCompletableFuture().get(20, TimeUnit.SECONDS))
                .isEqualTo(end);
        Await.until(() -> server.openStreams() == 0);
    }

    @Test
    void saysThatARefusedRequestHasFailed() throws Exception {
        RelayedStream stream =
                start(chat(ReplayServer.answering(Reply.status(400, "{\"error\":{\"message\":\"planted\"}}"))
                        .start()));

        StreamSealed end = read(stream, 0, new EventCollector()).end();

        assertThat(end.seal().outcome()).isEqualTo("failed");
        assertThat(end.seal().reason()).isEqualTo("rejected");
        assertThat(end.last()).isZero();
        assertThat(end.toString()).doesNotContain("planted");
    }

    @Test
    void failsAStreamThatGrowsBeyondItsLimit() throws Exception {
        RelaySettings small = RelaySettings.DEFAULT.withMaxBytes(500);
        Relay limited = Relay.inMemory(small, 10_000_000);
        Chat chat = chat(ReplayServer.serving(Streams.whole(WORDS)).start());

        RelayedStream stream = limited.start(StreamId.random(), FROM_ADA, () -> chat.receivedPublisher(REQUEST))
                .toCompletableFuture()
                .get(20, TimeUnit.SECONDS);

        StreamSealed end = read(stream, 0, new EventCollector()).end();
        assertThat(end.seal().outcome()).isEqualTo("failed");
        assertThat(end.seal().reason()).isEqualTo("limit");
        assertThat(end.last()).isBetween(1L, 10L);
        limited.close(Duration.ofSeconds(1)).toCompletableFuture().get(20, TimeUnit.SECONDS);
    }

    @Test
    void truncatesWhatIsStillRunningWhenItCloses() throws Exception {
        Semaphore permits = new Semaphore(4);
        Relay closing = Relay.inMemory(RelaySettings.DEFAULT, 10_000_000);
        Chat chat = chat(ReplayServer.serving(Streams.whole(WORDS))
                .pace(Pace.permittedBy(permits))
                .start());
        RelayedStream stream = closing.start(StreamId.random(), FROM_ADA, () -> chat.receivedPublisher(REQUEST))
                .toCompletableFuture()
                .get(20, TimeUnit.SECONDS);
        EventCollector reader = read(stream, 0, new EventCollector());

        closing.close(Duration.ofMillis(100)).toCompletableFuture().get(20, TimeUnit.SECONDS);

        assertThat(reader.end().seal().outcome()).isEqualTo("truncated");
        assertThat(reader.end().seal().reason()).isEqualTo("shutdown");
        assertThatThrownBy(() -> closing.start(StreamId.random(), FROM_ADA, () -> chat.receivedPublisher(REQUEST))
                        .toCompletableFuture()
                        .get(20, TimeUnit.SECONDS))
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(IllegalStateException.class);
    }

    @Test
    void asksNoProviderWhenTheLogIsFull() {
        Relay full = Relay.inMemory(RelaySettings.DEFAULT, 10);
        assertThatThrownBy(() -> full.start(StreamId.random(), FROM_ADA, () -> {
                            throw new AssertionError("the provider was asked");
                        })
                        .toCompletableFuture()
                        .get(20, TimeUnit.SECONDS))
                .hasCauseInstanceOf(LogUnreachableException.class);
    }
}
