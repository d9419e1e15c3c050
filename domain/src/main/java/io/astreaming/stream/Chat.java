package io.astreaming.stream;

import io.astreaming.port.Alarm;
import io.astreaming.port.ChatCodec;
import io.astreaming.port.ChatTransport;
import io.astreaming.port.StreamLimits;
import io.astreaming.port.StreamTimeouts;
import io.astreaming.port.TraceSink;
import io.astreaming.request.ChatRequest;
import java.util.Objects;

/**
 * The front door: asks one endpoint for streamed chat completions. Immutable and thread-safe; the {@code with} methods return
 * changed copies. The transport stays the caller's to close.
 */
public final class Chat {
    private static final TraceSink NO_TRACE = (payload, nanos) -> {};

    private final ChatTransport transport;
    private final ChatCodec codec;
    private final StreamLimits limits;
    private final StreamTimeouts timeouts;
    private final Alarm alarm;

    private Chat(ChatTransport transport, ChatCodec codec, StreamLimits limits, StreamTimeouts timeouts, Alarm alarm) {
        this.transport = Objects.requireNonNull(transport, "transport");
        this.codec = Objects.requireNonNull(codec, "codec");
        this.limits = Objects.requireNonNull(limits, "limits");
        this.timeouts = Objects.requireNonNull(timeouts, "timeouts");
        this.alarm = Objects.requireNonNull(alarm, "alarm");
    }

    /**
     * A door to one endpoint, with {@link StreamLimits#DEFAULT} and {@link StreamTimeouts#DEFAULT}.
     *
     * @param transport carries bytes to the endpoint and back
     * @param codec reads and writes its JSON
     * @return the door
     */
    public static Chat over(ChatTransport transport, ChatCodec codec) {
        return new Chat(transport, codec, StreamLimits.DEFAULT, StreamTimeouts.DEFAULT, SystemAlarm.INSTANCE);
    }

    /**
     * The same with other limits.
     *
     * @param other how much of a stream to take
     * @return a changed copy
     */
    public Chat withLimits(StreamLimits other) {
        return new Chat(transport, codec, other, timeouts, alarm);
    }

    /**
     * The same with other timeouts.
     *
     * @param other how long to wait
     * @return a changed copy
     */
    public Chat withTimeouts(StreamTimeouts other) {
        return new Chat(transport, codec, limits, other, alarm);
    }

    /**
     * The same with another clock, for tests.
     *
     * @param other time as streams are to know it
     * @return a changed copy
     */
    public Chat withAlarm(Alarm other) {
        return new Chat(transport, codec, limits, timeouts, other);
    }

    /**
     * Sends a request and opens the stream of its answer. Returns at once; whatever goes wrong from here on, a refusal by the
     * provider included, is the stream's {@linkplain ChatStream#outcome() outcome}.
     *
     * @param request what to ask
     * @return the stream, to be closed
     */
    public ChatStream stream(ChatRequest request) {
        return stream(request, NO_TRACE);
    }

    /**
     * Sends a request and opens the stream of its answer, traced.
     *
     * @param request what to ask
     * @param trace sees the request and the payloads of this stream
     * @return the stream, to be closed
     */
    public ChatStream stream(ChatRequest request, TraceSink trace) {
        return new ChatStream(request, transport, codec, limits, timeouts, alarm, trace);
    }
}
