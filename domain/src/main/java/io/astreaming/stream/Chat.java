package io.astreaming.stream;

import io.astreaming.chunk.Deviation;
import io.astreaming.port.Alarm;
import io.astreaming.port.ChatCodec;
import io.astreaming.port.ChatTransport;
import io.astreaming.port.StreamLimits;
import io.astreaming.port.StreamTimeouts;
import io.astreaming.port.TraceSink;
import io.astreaming.request.ChatRequest;
import java.util.Objects;
import java.util.Set;

/**
 * The front door: asks one endpoint for streamed chat completions. Immutable and thread-safe; the {@code with} methods return
 * changed copies. The transport stays the caller's to close.
 */
public final class Chat {
    private static final TraceSink NO_TRACE = (payload, nanos) -> {};

    private final ChatTransport transport;
    private final ChatCodec codec;
    private final Settings settings;

    private Chat(ChatTransport transport, ChatCodec codec, Settings settings) {
        this.transport = Objects.requireNonNull(transport, "transport");
        this.codec = Objects.requireNonNull(codec, "codec");
        this.settings = settings;
    }

    /**
     * A door to one endpoint, with {@link StreamLimits#DEFAULT} and {@link StreamTimeouts#DEFAULT}.
     *
     * @param transport carries bytes to the endpoint and back
     * @param codec reads and writes its JSON
     * @return the door
     */
    public static Chat over(ChatTransport transport, ChatCodec codec) {
        return new Chat(transport, codec, Settings.DEFAULT);
    }

    /**
     * The same with other limits.
     *
     * @param other how much of a stream to take
     * @return a changed copy
     */
    public Chat withLimits(StreamLimits other) {
        return with(new Settings(other, settings.timeouts(), settings.alarm(), settings.refused()));
    }

    /**
     * The same with other timeouts.
     *
     * @param other how long to wait
     * @return a changed copy
     */
    public Chat withTimeouts(StreamTimeouts other) {
        return with(new Settings(settings.limits(), other, settings.alarm(), settings.refused()));
    }

    /**
     * The same with another clock, for tests.
     *
     * @param other time as streams are to know it
     * @return a changed copy
     */
    public Chat withAlarm(Alarm other) {
        return with(new Settings(settings.limits(), settings.timeouts(), other, settings.refused()));
    }

    /**
     * The same, strict: a stream that departs from the protocol in one of these ways fails instead of being healed.
     *
     * @param refused which departures to refuse; none by default
     * @return a changed copy
     */
    public Chat withStrict(Set<Deviation> refused) {
        return with(new Settings(settings.limits(), settings.timeouts(), settings.alarm(), refused));
    }

    private Chat with(Settings changed) {
        return new Chat(transport, codec, changed);
    }

    /**
     * Sends a request and opens the stream of its answer. Returns at once; whatever goes wrong from here on, a refusal by the
     * provider included, is the stream's {@linkplain ChatStream#outcome() outcome}.
     *
     * @param request what to ask
     * @return the stream, to be closed
     */
    public ChatStream stream(ChatRequest request) {
        return new ChatStream(request, transport, codec, settings, NO_TRACE);
    }

    /**
     * Sends a request and opens the stream of its answer, traced. Secrets of the transport that the provider repeats are
     * masked in the trace.
     *
     * @param request what to ask
     * @param trace sees the request and the payloads of this stream
     * @return the stream, to be closed
     */
    public ChatStream stream(ChatRequest request, TraceSink trace) {
        return new ChatStream(request, transport, codec, settings, new RedactedTrace(trace, transport::redact));
    }
}
