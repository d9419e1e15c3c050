package io.astreaming.spring;

import io.astreaming.http.relay.RelayRequest;
import io.astreaming.port.ReceivedChunk;
import java.util.concurrent.Flow;

/**
 * Asks the provider what a client of the relay asks. An application with a bean of this type has a relay: its clients may leave
 * and come back, as the guide to the relay says.
 */
@FunctionalInterface
public interface RelayUpstream {
    /**
     * Asks the provider, such as with {@link io.astreaming.stream.Chat#receivedPublisher}. Called once for each stream.
     *
     * @param request what the client sent, with its body
     * @return the answer. If this throws, the stream ends as failed
     */
    Flow.Publisher<ReceivedChunk> ask(RelayRequest request);
}
