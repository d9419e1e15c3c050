package io.astreaming.port;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * One request on its way and the bytes of its response. It reports bytes and knows neither framing nor time.
 *
 * <p>{@link #head}, {@link #read} and {@link #release} belong to one reading thread; {@link #cancel} may be called from any.
 */
public interface Exchange {
    /**
     * Waits for the response's start.
     *
     * @return status and headers
     * @throws io.astreaming.error.ConnectionException if there is no response, or the exchange was cancelled
     * @throws InterruptedException if the thread is interrupted while it waits
     */
    ResponseHead head() throws InterruptedException;

    /**
     * Waits for the next bytes of the body.
     *
     * @return the bytes, the caller's until the next call; absent at the end of the body
     * @throws io.astreaming.error.ConnectionException if the connection breaks, or the exchange was cancelled
     * @throws InterruptedException if the thread is interrupted while it waits
     */
    @Nullable
    ByteBuffer read() throws InterruptedException;

    /** Ends the exchange at once and wakes its reader. Harmless when repeated or late. */
    void cancel();

    /**
     * Ends the exchange without need of what is left of the body. A short rest may be awaited in the background, so that
     * the connection can serve again. Never blocks.
     */
    void release();
}
