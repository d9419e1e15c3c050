package io.astreaming.engine;

import io.astreaming.completion.Cancelled;
import io.astreaming.completion.ChatCompletion;
import io.astreaming.completion.Failed;
import io.astreaming.completion.Outcome;
import io.astreaming.completion.TimedOut;
import io.astreaming.error.CancelledException;
import io.astreaming.error.ChatException;
import io.astreaming.error.StreamTimeoutException;
import java.util.function.Function;

/**
 * How a stream ends.
 *
 * @param complete whether the answer is complete
 * @param outcome creates the outcome from everything that arrived
 */
record Ending(boolean complete, Function<ChatCompletion, Outcome> outcome) {
    static Ending failed(ChatException error) {
        return new Ending(false, completion -> new Failed(completion, error));
    }

    static Ending timedOut(StreamTimeoutException error) {
        return new Ending(false, completion -> new TimedOut(completion, error));
    }

    static Ending cancelled() {
        return new Ending(false, completion -> new Cancelled(completion, new CancelledException()));
    }
}
