package io.astreaming.port;

import io.astreaming.completion.Outcome;
import io.astreaming.error.ChatException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Observes the course of one stream, but not its content: for metrics, logs and spans. The thread that reads the stream
 * calls the hooks, one at a time, so a hook should return soon.
 *
 * <p>A listener can't disturb a stream. If a hook throws, even an {@link Error}, the stream continues and the other
 * listeners are called as usual. The first exception of each listener in a stream goes to the {@linkplain
 * Thread#getUncaughtExceptionHandler() uncaught exception handler} of the thread that called it, which prints it unless
 * the program has set another; the listener is still called, and its further exceptions in this stream are ignored.
 * Only a {@link VirtualMachineError}, such as an {@link OutOfMemoryError}, reaches the reader of the stream, after the
 * other listeners were called, except from {@link #chunkReceived}.
 */
public interface StreamListener {
    /**
     * The stream waits in the queue of its chat's {@linkplain io.astreaming.dispatch.ConcurrencyLimiter limiter}. A
     * stream that needn't wait has no such hook.
     *
     * @param ahead how many streams wait before this one
     */
    default void queued(int ahead) {}

    /**
     * The stream that waited may be sent now.
     *
     * @param waited how long it waited
     */
    default void admitted(Duration waited) {}

    /**
     * An endpoint was chosen for the next attempt. Called only for chats that have several endpoints.
     *
     * @param attempt the attempt's number, starting at 1
     * @param endpoint the endpoint's name
     */
    default void endpointChosen(int attempt, String endpoint) {}

    /**
     * The request is about to be sent.
     *
     * @param attempt the attempt's number, starting at 1
     * @param headers adds headers to this attempt alone, such as a trace context; valid until this method returns
     */
    default void attemptStarted(int attempt, AttemptHeaders headers) {}

    /**
     * The transport has the request, or refused it. Every {@link #attemptStarted} is followed by this hook on the same
     * thread, whatever the transport or another listener threw; with several listeners, in the opposite order. So a
     * listener can make a trace context current in one hook and restore the former one in the other.
     *
     * @param attempt the attempt's number, starting at 1
     */
    default void attemptSubmitted(int attempt) {}

    /**
     * An attempt failed before an answer began.
     *
     * @param attempt the attempt's number, starting at 1
     * @param error the reason
     * @param pause how long until the next attempt, zero if another endpoint is asked at once; null if there is none
     */
    default void attemptFailed(int attempt, ChatException error, @Nullable Duration pause) {}

    /**
     * A successful response has started: its headers have arrived. No further attempt follows, unless there are several
     * endpoints and this one fails before the first content.
     *
     * @param attempt the number of the attempt that succeeded, starting at 1
     * @param head status and headers
     */
    default void responseStarted(int attempt, ResponseHead head) {}

    /**
     * A chunk has arrived; {@link Timeline#chunks} counts the same chunks. Called before the chunk is decoded.
     *
     * @param nanosSinceStart when its bytes arrived, in nanoseconds since the request; chunks whose bytes arrived
     *     together have the same time
     */
    default void chunkReceived(long nanosSinceStart) {}

    /**
     * The stream has ended; no hook is called after this one. Every stream ends: one that isn't read to its end ends
     * when it is closed or cancelled.
     *
     * @param outcome how it ended, with everything that arrived
     * @param timeline when its chunks arrived
     */
    default void ended(Outcome outcome, Timeline timeline) {}
}
