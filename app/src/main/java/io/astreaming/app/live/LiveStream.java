package io.astreaming.app.live;

import io.astreaming.app.inspect.StreamData;
import io.astreaming.app.recording.InspectedChunk;
import io.astreaming.app.recording.InspectedComment;
import io.astreaming.app.recording.Inspection;
import io.astreaming.app.recording.Inspector;
import io.astreaming.app.terminal.ErrorReporter;
import io.astreaming.completion.Outcome;
import io.astreaming.jsontext.JsonWriter;
import io.astreaming.port.Payload;
import io.astreaming.port.ReceivedChunk;
import io.astreaming.port.TraceSink;
import io.astreaming.request.ChatRequest;
import io.astreaming.settings.RetryPolicy;
import io.astreaming.sse.SseEncoder;
import io.astreaming.value.Deviation;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/**
 * One stream on its way to the page. What arrives is masked as in a recording, inspected and passed on, one JSON object on a line
 * for each chunk; the last line says how the stream ended. The page's demand reaches the provider, and a page that leaves cancels
 * the stream. Thread-safe.
 */
final class LiveStream implements Flow.Publisher<ByteBuffer>, Flow.Subscription, TraceSink {
    /** What the page keeps of a stream; then the stream is ended. */
    private static final long MAX_BYTES = 16L << 20;

    private static final int MAX_CHUNKS = 100_000;

    private final LiveSource source;
    private final ChatRequest request;
    private final LiveStreams streams;
    private final String id;
    private final Inspector inspector;
    private final Provider provider = new Provider();

    /** Null before the page has subscribed, and after it has left. */
    private Flow.@Nullable Subscriber<? super ByteBuffer> page;

    private long begun = System.nanoTime();

    /** When the last payload arrived, in nanoseconds since the request. */
    private long last;

    /** How many lines were sent. */
    private long sent;

    private int comments;
    private Map<Deviation, Long> deviations = Map.of();
    private int chunks;
    private long bytes;
    private boolean full;
    private boolean ended;

    /**
     * Creates a stream; the request is sent when the page subscribes.
     *
     * @param streams those that are open, which this one joins then
     */
    LiveStream(LiveSource source, ChatRequest request, LiveStreams streams) {
        this.source = source;
        this.request = request;
        this.streams = streams;
        this.id = streams.nextId();
        this.inspector = Inspector.begin(source.protocol(), this::chunk);
    }

    /** Returns the name under which the page can stop it. */
    String id() {
        return id;
    }

    @Override
    public void subscribe(Flow.Subscriber<? super ByteBuffer> subscriber) {
        boolean admitted = streams.add(this);
        // A retry would hide what the page is to show, and the content is in the inspector.
        source.chat()
                .withoutContent()
                .withRetry(RetryPolicy.NONE)
                .withTrace(sent -> this)
                .receivedPublisher(request)
                .subscribe(provider);
        synchronized (this) { // what arrives meanwhile waits until the page knows the stream
            page = subscriber;
            subscriber.onSubscribe(this);
            begin();
        }
        if (!admitted) {
            stop();
        }
    }

    private void begin() {
        JsonWriter out = new JsonWriter().beginObject().name("begin").beginObject();
        out.name("place").string(LiveResponder.STREAM + id).name("file").string(stem() + ".sse");
        out.name("protocol").string(source.protocol().word()).name("model").string(request.model());
        send(out.endObject().endObject());
    }

    /** Returns the name of the stream as that of a file. */
    private String stem() {
        return source.name().replaceAll("[^A-Za-z0-9._-]+", "-") + "-" + id;
    }

    @Override
    public void request(long n) {
        provider.subscription().request(n);
    }

    /** The page has left. */
    @Override
    public void cancel() {
        synchronized (this) {
            page = null;
        }
        stop();
    }

    /** Ends the stream; the page still learns how it ended. */
    void stop() {
        provider.subscription().cancel();
    }

    @Override
    public synchronized void requested(byte[] body) {
        begun = System.nanoTime();
    }

    @Override
    public synchronized void received(Payload payload, long nanos) {
        bytes += payload.length();
        chunks++;
        if (bytes > MAX_BYTES || chunks > MAX_CHUNKS) {
            full = true;
            stop();
            return;
        }
        last = nanos;
        long before = sent;
        inspector.feed(SseEncoder.event(payload), Duration.ofNanos(nanos));
        inspector.flush();
        if (sent == before) {
            request(1); // the page asks for as many as it gets
        }
    }

    @Override
    public synchronized void comment(Payload text, long nanos) {
        inspector.feed(SseEncoder.comment(text.text().stripLeading()), Duration.ofNanos(nanos));
        List<InspectedComment> all = inspector.comments();
        if (all.size() > comments) {
            JsonWriter out = new JsonWriter().beginObject().name("comments").beginArray();
            all.subList(comments, all.size()).forEach(each -> StreamData.write(out, each));
            comments = all.size();
            send(out.endArray().endObject());
        }
    }

    private void chunk(InspectedChunk chunk) {
        JsonWriter out = new JsonWriter().beginObject();
        Map<Deviation, Long> all = inspector.deviations();
        if (!all.equals(deviations)) {
            StreamData.writeDeviations(out, all);
            deviations = all;
        }
        StreamData.write(out.name("chunk"), chunk);
        send(out.endObject());
    }

    @Override
    public synchronized void ended(Outcome outcome) {
        Inspection inspection = inspector.end(outcome, Duration.ofNanos(Math.max(last, System.nanoTime() - begun)));
        JsonWriter out = new JsonWriter().beginObject().name("end").beginObject();
        StreamData.writeEnd(out, stem(), inspection);
        out.name("full").tree(full).endObject();
        finish(out.endObject());
    }

    private synchronized void failed(Throwable problem) {
        finish(new JsonWriter()
                .beginObject()
                .name("problem")
                .string(ErrorReporter.describe(problem))
                .endObject());
    }

    private void finish(JsonWriter last) {
        if (!ended) {
            ended = true;
            send(last);
            if (page != null) {
                page.onComplete();
            }
            streams.remove(this);
        }
    }

    private void send(JsonWriter line) {
        if (page != null) {
            // White space of a payload may contain the ends of lines.
            String text = line.text().text().replace('\n', ' ').replace('\r', ' ');
            sent++;
            page.onNext(ByteBuffer.wrap((text + "\n").getBytes(StandardCharsets.UTF_8)));
        }
    }

    /** Carries the page's demand to the provider's stream; what arrives goes through the trace, where secrets are masked. */
    private final class Provider implements Flow.Subscriber<ReceivedChunk> {
        private volatile Flow.@Nullable Subscription subscription;

        Flow.Subscription subscription() {
            Flow.Subscription given = subscription;
            if (given == null) {
                throw new IllegalStateException("a publisher calls onSubscribe within subscribe");
            }
            return given;
        }

        @Override
        public void onSubscribe(Flow.Subscription given) {
            subscription = given;
        }

        @Override
        public void onNext(ReceivedChunk chunk) {
            // The trace had it before.
        }

        @Override
        public void onError(Throwable problem) {
            failed(problem);
        }

        @Override
        public void onComplete() {
            // The trace was told of the end.
        }
    }
}
