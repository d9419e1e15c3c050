package io.astreaming.client;

import io.astreaming.completion.Outcome;
import io.astreaming.error.ChatException;
import io.astreaming.port.AttemptHeaders;
import io.astreaming.port.ResponseHead;
import io.astreaming.port.StreamListener;
import io.astreaming.port.Timeline;
import io.astreaming.request.ChatRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Calls all listeners of one stream, one after the other. An exception of one listener neither reaches the stream nor
 * prevents the calls of the others; {@link StreamListener} says where it goes. Not thread-safe.
 */
final class ListenerGroup implements StreamListener {
    private final StreamListener[] listeners;
    private final boolean[] reported;

    private ListenerGroup(List<StreamListener> listeners) {
        this.listeners = listeners.toArray(StreamListener[]::new);
        this.reported = new boolean[this.listeners.length];
    }

    /**
     * Creates the listeners of one stream. A factory that throws or returns null is reported, and has no listener in
     * this stream.
     */
    static ListenerGroup of(List<Function<ChatRequest, StreamListener>> factories, ChatRequest request) {
        List<StreamListener> made = new ArrayList<>(factories.size());
        for (Function<ChatRequest, StreamListener> factory : factories) {
            try {
                made.add(Objects.requireNonNull(factory.apply(request), "a listener factory returned null"));
            } catch (Throwable e) {
                report(e);
            }
        }
        return new ListenerGroup(made);
    }

    @Override
    public void queued(int ahead) {
        each(listener -> listener.queued(ahead));
    }

    @Override
    public void admitted(Duration waited) {
        each(listener -> listener.admitted(waited));
    }

    @Override
    public void endpointChosen(int attempt, String endpoint) {
        each(listener -> listener.endpointChosen(attempt, endpoint));
    }

    @Override
    public void attemptStarted(int attempt, AttemptHeaders headers) {
        each(listener -> listener.attemptStarted(attempt, headers));
    }

    /** In reverse, so that contexts that listeners make current are nested. */
    @Override
    public void attemptSubmitted(int attempt) {
        VirtualMachineError fatal = null;
        for (int i = listeners.length - 1; i >= 0; i--) {
            fatal = call(i, listener -> listener.attemptSubmitted(attempt), fatal);
        }
        throwIfAny(fatal);
    }

    @Override
    public void attemptFailed(int attempt, ChatException error, @Nullable Duration pause) {
        each(listener -> listener.attemptFailed(attempt, error, pause));
    }

    @Override
    public void responseStarted(int attempt, ResponseHead head) {
        each(listener -> listener.responseStarted(attempt, head));
    }

    /** Called for each chunk, so it allocates nothing. */
    @Override
    public void chunkReceived(long nanosSinceStart) {
        for (int i = 0; i < listeners.length; i++) {
            try {
                listeners[i].chunkReceived(nanosSinceStart);
            } catch (Throwable e) {
                failed(i, e);
            }
        }
    }

    @Override
    public void ended(Outcome outcome, Timeline timeline) {
        each(listener -> listener.ended(outcome, timeline));
    }

    private void each(Consumer<StreamListener> hook) {
        VirtualMachineError fatal = null;
        for (int i = 0; i < listeners.length; i++) {
            fatal = call(i, hook, fatal);
        }
        throwIfAny(fatal);
    }

    /**
     * Calls a listener. Returns the first error of the machine, which is thrown only when all listeners have been
     * called: they end in one hook what they began in another.
     */
    private @Nullable VirtualMachineError call(
            int listener, Consumer<StreamListener> hook, @Nullable VirtualMachineError first) {
        try {
            hook.accept(listeners[listener]);
        } catch (Throwable e) {
            try {
                failed(listener, e);
            } catch (VirtualMachineError fatal) {
                return first == null ? fatal : first;
            }
        }
        return first;
    }

    private static void throwIfAny(@Nullable VirtualMachineError fatal) {
        if (fatal != null) {
            throw fatal;
        }
    }

    private void failed(int listener, Throwable thrown) {
        if (reported[listener]) {
            rethrowFatal(thrown);
        } else {
            reported[listener] = true;
            report(thrown);
        }
    }

    private static void report(Throwable thrown) {
        rethrowFatal(thrown);
        Thread thread = Thread.currentThread();
        try {
            thread.getUncaughtExceptionHandler().uncaughtException(thread, thrown);
        } catch (Throwable ofTheHandler) {
            rethrowFatal(ofTheHandler); // other exceptions of the handler can't be reported anywhere
        }
    }

    private static void rethrowFatal(Throwable thrown) {
        if (thrown instanceof VirtualMachineError fatal) {
            throw fatal;
        }
    }
}
