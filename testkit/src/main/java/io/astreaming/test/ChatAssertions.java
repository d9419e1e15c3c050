package io.astreaming.test;

import io.astreaming.completion.Outcome;
import io.astreaming.replay.ReceivedRequest;

/**
 * Assertions on what a service sent and received, which need no other library. Their messages show what came, at most
 * a few hundred characters of each text, and never the values of headers that hold secrets.
 */
public final class ChatAssertions {
    private ChatAssertions() {}

    /**
     * Begins an assertion on how a stream ended and what arrived until then.
     *
     * @param outcome the outcome
     * @return the assertion, about the first choice
     */
    public static OutcomeAssert assertThat(Outcome outcome) {
        return new OutcomeAssert(outcome, 0);
    }

    /**
     * Begins an assertion on a request that the replay server received.
     *
     * @param request the request
     * @return the assertion
     */
    public static RequestAssert assertThat(ReceivedRequest request) {
        return new RequestAssert(request);
    }
}
