package io.astreaming.port;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * One request that has been sent, and the bytes of its response. It knows neither framing nor timeouts, and no method
 * blocks: the reader's callback runs when there may be more to read (see {@link ChatTransport#open}), so it can wake a
 * thread or continue a publisher.
 *
 * <p>One reader at a time calls {@link #head}, {@link #read} and {@link #release}; any thread may call {@link #cancel}.
 */
public interface Exchange {
    /**
     * Returns the response's status and headers. The reader asks for them before it reads the body; a long exchange
     * needn't keep them.
     *
     * @return status and headers; null until they have arrived
     * @throws IllegalStateException if {@link #read} was called before and the headers were released
     * @throws io.astreaming.error.ChatException if there is no response, or the exchange was cancelled
     */
    @Nullable
    ResponseHead head();

    /**
     * Returns the next bytes of the body. The transport may read a limited amount ahead; beyond that the provider has
     * to wait until this method is called.
     *
     * @return the bytes, valid until the next call; an empty buffer if none have arrived; null at the end of the body
     * @throws io.astreaming.error.ChatException if the connection breaks, or the exchange was cancelled
     */
    @Nullable
    ByteBuffer read();

    /**
     * Ends the exchange at once. Its reader's callback runs, and its next read fails as cancelled. Has no effect on an
     * exchange that has ended.
     */
    void cancel();

    /**
     * Ends the exchange; the rest of the body isn't needed. The transport may read a short rest in the background so
     * that the connection can be reused. Never blocks.
     */
    void release();

    /**
     * Returns a redactor for the secrets that were sent with this exchange: a key that may have been replaced since,
     * and the headers of its request. The reader of the exchange applies this redactor and the transport's.
     *
     * @return a redactor that stays valid after the exchange; {@link Redactor#NONE}, which is the default, if the
     *     transport itself masks all secrets
     */
    default Redactor redactor() {
        return Redactor.NONE;
    }
}
