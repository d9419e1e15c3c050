package io.astreaming.port;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * One request on its way and the bytes of its response. It reports bytes and knows neither framing nor time, and nothing
 * here ever waits: who reads is called when there may be more (see {@link ChatTransport#open}), whether a thread then wakes up
 * or a publisher goes on.
 *
 * <p>{@link #head}, {@link #read} and {@link #release} belong to one reader at a time; {@link #cancel} may be called by anybody.
 */
public interface Exchange {
    /**
     * The response's start, to be taken before the body is read: an exchange that lasts needn't keep it.
     *
     * @return status and headers; absent as long as they haven't come
     * @throws IllegalStateException perhaps, if {@link #read} was called before
     * @throws io.astreaming.error.ChatException if there is no response, or the exchange was cancelled
     */
    @Nullable
    ResponseHead head();

    /**
     * The next bytes of the body. A little may be fetched ahead; as long as nobody calls, the sender has
     * to wait.
     *
     * @return the bytes, the caller's until the next call; an empty buffer as long as they haven't come; absent at the end
     *     of the body
     * @throws io.astreaming.error.ChatException if the connection breaks, or the exchange was cancelled
     */
    @Nullable
    ByteBuffer read();

    /** Ends the exchange at once; its reader is called and finds it cancelled. Harmless when repeated or late. */
    void cancel();

    /**
     * Ends the exchange without need of what is left of the body. A short rest may be awaited in the background, so that
     * the connection can serve again. Never blocks.
     */
    void release();

    /**
     * Masks what was sent with this exchange and is secret: a key that may have been replaced since, the headers of its request. Whoever
     * reads the exchange masks with this and with the transport.
     *
     * @return a redactor that outlives the exchange; {@link Redactor#NONE}, as it is unless overridden, if the transport itself
     *     masks all there is
     */
    default Redactor redactor() {
        return Redactor.NONE;
    }
}
