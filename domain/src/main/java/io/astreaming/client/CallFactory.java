package io.astreaming.client;

import io.astreaming.request.ChatRequest;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Creates the calls of a chat, over one endpoint or several. Thread-safe. */
public interface CallFactory {
    /**
     * Does what must happen on the caller's own thread before a stream.
     *
     * @return creates the call; receives what wakes the reader
     */
    Function<Runnable, StreamCall> prepare(ChatRequest request, ChatSettings settings);

    /** Returns the base URL that is asked; null if there are several, or the transport names none. */
    @Nullable
    String endpoint();

    /** Closes the transports. */
    void close();
}
