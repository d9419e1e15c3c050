package io.astreaming.jfr;

import io.astreaming.observation.AskedEndpoint;
import io.astreaming.port.StreamListener;
import io.astreaming.request.ChatRequest;
import io.astreaming.stream.Chat;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Makes events of the JDK's Flight Recorder from the streams of a chat: {@code chat = FlightRecording.observe(chat)}. A
 * recording then has
 *
 * <ul>
 *   <li>{@code astreaming.Stream}: a whole stream, with its outcome, times and tokens;
 *   <li>{@code astreaming.Attempt}: an attempt until its response begins or it fails;
 *   <li>{@code astreaming.Stall}: a wait between two chunks, if it is longer than the event's threshold, by default one
 *       second. Only stalls on the path of the bytes are seen: a wait is measured when the later chunk is read.
 * </ul>
 *
 * No event has content of a request or an answer. While no recording runs, a stream costs a few checks.
 */
public final class FlightRecording {
    private FlightRecording() {}

    /**
     * Returns a copy of a chat whose streams become events.
     *
     * @param chat any chat
     * @return the chat with one more listener
     */
    public static Chat observe(Chat chat) {
        return chat.withListener(listeners(chat.endpoint()));
    }

    /**
     * Returns a factory of listeners, for a chat of a framework that takes one.
     *
     * @param endpoint the base URL that the chat asks; null if there is none to name
     * @return the factory for {@link Chat#withListener}
     */
    public static Function<ChatRequest, StreamListener> listeners(@Nullable String endpoint) {
        AskedEndpoint asked = AskedEndpoint.of(endpoint, null);
        return request -> new RecordedStream(request, asked);
    }
}
