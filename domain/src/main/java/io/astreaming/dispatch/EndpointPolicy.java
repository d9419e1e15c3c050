package io.astreaming.dispatch;

import io.astreaming.error.ChatException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Chooses the endpoint of each attempt of a chat with several endpoints. It is told how attempts end, so that it can
 * avoid an endpoint that fails or has much to do. Chats may share a policy if their endpoints have the same names.
 * Thread-safe; its methods return at once and throw nothing.
 */
public interface EndpointPolicy {
    /**
     * Chooses an endpoint.
     *
     * @param candidates the names of the endpoints that may be asked now, in the order in which the chat has them; at
     *     least one
     * @param nanos the time, on the clock of the stream's scheduler
     * @return one of the candidates
     */
    String choose(List<String> candidates, long nanos);

    /**
     * An attempt begins. {@link #attemptEnded} follows, exactly once.
     *
     * @param endpoint the name of the endpoint
     */
    default void attemptStarted(String endpoint) {}

    /**
     * An attempt has failed, or the stream that it answered has ended.
     *
     * @param endpoint the name of the endpoint
     * @param failure what may be the endpoint's fault, such as a rejection with a transient status; null if it answered,
     *     the caller cancelled, or the request is at fault
     * @param nanos the time, on the clock of the stream's scheduler
     */
    default void attemptEnded(String endpoint, @Nullable ChatException failure, long nanos) {}

    /**
     * Prefers the endpoints in their order: the first one is asked as long as it doesn't fail, such as a primary with a
     * fallback. An endpoint that fails is avoided for a while, unless all others are avoided as well.
     *
     * @param coolDown how long an endpoint that fails is avoided, unless it asks for a longer time
     *     ({@code Retry-After}); not negative
     * @return the policy
     */
    static EndpointPolicy ordered(Duration coolDown) {
        return new OrderedPolicy(new CoolDowns(coolDown));
    }

    /**
     * Prefers the endpoint that has the fewest open streams of this policy; where several have as few, they take turns.
     * An endpoint that fails is avoided for a while, unless all others are avoided as well.
     *
     * @param coolDown how long an endpoint that fails is avoided, unless it asks for a longer time
     *     ({@code Retry-After}); not negative
     * @return the policy
     */
    static EndpointPolicy leastLoaded(Duration coolDown) {
        return new LeastLoadedPolicy(new CoolDowns(coolDown));
    }
}
