package io.astreaming.port;

import io.astreaming.completion.Outcome;
import io.astreaming.error.ChatException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Sees the course of one stream and nothing of its content: for metrics, logs and spans. The thread that reads the stream calls
 * it, one call at a time, so a hook should return soon.
 *
 * <p>A listener can't take an answer away. If a hook throws, be it an {@link Error}, the stream goes on and the other listeners
 * are called as if nothing had happened. The first exception of each listener in a stream goes to the
 * {@linkplain Thread#getUncaughtExceptionHandler() uncaught exception handler} of the thread that called it, which prints it
 * unless the program has set another; the listener is still called, and what else it throws in this stream is dropped. Only a
 * {@link VirtualMachineError}, such as an {@link OutOfMemoryError}, reaches the reader of the stream.
 */
public interface StreamListener {
    /**
     * The request is about to be sent.
     *
     * @param attempt the attempt's number, starting at 1
     * @param headers takes headers to be sent with this attempt alone, such as a trace context; of use until this method returns
     */
    default void attemptStarted(int attempt, AttemptHeaders headers) {}

    /**
     * An attempt got no answer.
     *
     * @param attempt the attempt's number, starting at 1
     * @param error why
     * @param pause how long until the next attempt; null if there is none
     */
    default void attemptFailed(int attempt, ChatException error, @Nullable Duration pause) {}

    /**
     * The response of an answer has started: its headers are here. No attempt follows.
     *
     * @param attempt the number of the attempt that is answered, starting at 1
     * @param head status and headers
     */
    default void responseStarted(int attempt, ResponseHead head) {}

    /**
     * A chunk came, as {@link Timeline#chunks} counts them. Called before anybody reads the chunk.
     *
     * @param nanosSinceStart when its bytes came, in nanoseconds since the request; chunks whose bytes came together have the
     *     same time
     */
    default void chunkReceived(long nanosSinceStart) {}

    /**
     * The stream has ended; no other hook is called after this one. Every stream ends: one that nobody reads to its end does
     * when it is closed or cancelled.
     *
     * @param outcome how it ended, with all that arrived
     * @param timeline what happened when
     */
    default void ended(Outcome outcome, Timeline timeline) {}
}
