package io.astreaming.relay;

import io.astreaming.event.ChatEvent;
import io.astreaming.event.StreamEnded;
import io.astreaming.port.Payload;
import io.astreaming.port.ReceivedChunk;
import io.astreaming.relay.log.LogState;
import io.astreaming.relay.log.Seal;
import io.astreaming.relay.log.StoredEvent;
import io.astreaming.relay.log.StreamHead;
import io.astreaming.relay.log.StreamId;
import io.astreaming.relay.log.StreamSealed;
import java.util.Arrays;
import java.util.concurrent.Flow;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A stream that this node receives from the provider, writes to the log, and shows to its own readers. */
final class Producer extends LiveStream implements Flow.Subscriber<ReceivedChunk>, LogWriter.Owner {
    /** How many items are asked for at a time. */
    private static final int WINDOW = 32;

    private final StreamHead head;
    private final NodeContext node;
    private final LogWriter writer;
    private final Consumer<Producer> whenOver;
    private Flow.@Nullable Subscription upstream;
    private boolean upstreamOver;
    private int asked;
    private long bytes;
    private long firstHeldBack = Long.MAX_VALUE;
    private @Nullable StreamSealed end;

    /**
     * Creates the producer of a stream that the log has just begun.
     *
     * @param whenOver is told once the stream has ended, or was given up
     */
    Producer(StreamId id, StreamHead head, LogState opened, NodeContext node, Consumer<Producer> whenOver) {
        super(id, new SerialTasks(node.executor()));
        this.head = head;
        this.node = node;
        this.whenOver = whenOver;
        writer = new LogWriter(id, head, opened, node, tasks, this);
    }

    StreamHead head() {
        return head;
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
        tasks.execute(() -> {
            if (upstream != null || writer.isEnding()) {
                subscription.cancel();
            } else {
                upstream = subscription;
                ask();
            }
        });
    }

    @Override
    public void onNext(ReceivedChunk item) {
        tasks.execute(() -> take(item));
    }

    @Override
    public void onError(Throwable error) {
        tasks.execute(() -> endUpstream(Seal.failed("relay")));
    }

    @Override
    public void onComplete() {
        tasks.execute(() -> endUpstream(Seal.truncated("truncated")));
    }

    private void take(ReceivedChunk item) {
        asked--;
        if (writer.isEnding()) {
            return;
        }
        Payload payload = item.payload();
        if (payload != null) {
            store(payload);
        }
        for (ChatEvent event : item.events()) {
            if (event instanceof StreamEnded ended) {
                endUpstream(Seal.of(ended.outcome(), writer.recent().last()));
            }
        }
        ask();
        wakeReaders();
    }

    private void store(Payload payload) {
        bytes += payload.length();
        if (bytes > node.settings().maxBytes()) {
            end(Seal.failed("limit"));
            return;
        }
        long number = writer.recent().last() + 1;
        byte[] data = Arrays.copyOfRange(payload.array(), payload.offset(), payload.offset() + payload.length());
        StoredEvent event = new StoredEvent(number, payload.event(), data);
        if (isLast(event)) {
            firstHeldBack = Math.min(firstHeldBack, number);
        }
        writer.add(event);
    }

    /** Asks for more, unless the log is too far behind. */
    private void ask() {
        if (upstream != null
                && !upstreamOver
                && asked <= WINDOW / 2
                && writer.unwrittenBytes() < node.settings().maxUnwrittenBytes()) {
            int more = WINDOW - asked;
            asked = WINDOW;
            upstream.request(more);
        }
    }

    private void endUpstream(Seal seal) {
        upstreamOver = true;
        writer.end(seal);
    }

    /** Ends the stream after what has arrived. Without effect if it is ending. */
    void end(Seal seal) {
        cancelUpstream();
        writer.end(seal);
        wakeReaders();
    }

    private void cancelUpstream() {
        if (upstream != null && !upstreamOver) {
            upstream.cancel();
        }
        upstreamOver = true;
    }

    @Override
    public void accepted() {
        ask();
        wakeReaders();
    }

    @Override
    public void sealed(Seal seal, long last) {
        cancelUpstream();
        boolean again = end != null; // the log had lost the seal, and has it again
        // Readers elsewhere miss the provider's last event in a damaged log, so nobody here may take the answer for
        // whole.
        boolean damaged = seal.equals(Seal.LOG_DAMAGED);
        end = new StreamSealed(seal, damaged ? Math.min(last, firstHeldBack - 1) : last);
        wakeReaders();
        if (!again) {
            whenOver.accept(this);
        }
    }

    @Override
    long connection() {
        return writer.connection();
    }

    @Override
    boolean isLogGone() {
        return writer.isLogGone();
    }

    @Override
    void check() {
        writer.check();
    }

    @Override
    public void gaveUp() {
        cancelUpstream();
        failReaders(new LogUnreachableException());
        whenOver.accept(this);
    }

    @Override
    long visible() {
        if (end != null) {
            return end.last();
        }
        long last = node.settings().writeThrough()
                ? writer.everAccepted()
                : writer.recent().last();
        return node.rules().endWaitsForSeal() ? Math.min(last, firstHeldBack - 1) : last;
    }

    @Override
    @Nullable
    StoredEvent event(long number) {
        return writer.recent().get(number);
    }

    @Override
    @Nullable
    Seal seal() {
        return end == null ? null : end.seal();
    }
}
