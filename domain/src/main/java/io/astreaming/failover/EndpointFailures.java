package io.astreaming.failover;

import io.astreaming.error.ChatException;
import io.astreaming.error.ConnectionException;
import io.astreaming.error.MalformedStreamException;
import io.astreaming.error.ProviderFailedException;
import io.astreaming.error.RejectedException;
import io.astreaming.error.StreamTimeoutException;
import io.astreaming.error.TruncatedException;
import io.astreaming.settings.RetryPolicy;
import java.util.Set;

/** Which failures may be those of one endpoint, so that another one may answer. */
final class EndpointFailures {
    /** Besides 5xx: without a key, payment or permission, not found, too slow, in conflict, too many requests. */
    private static final Set<Integer> STATUSES = Set.of(401, 402, 403, 404, 408, 409, 429);

    private static final Set<String> TYPES = Set.of("authentication_error", "permission_error", "not_found_error");

    private EndpointFailures() {}

    /** Returns whether the endpoint may be at fault, and not the request or the caller. */
    static boolean isOfEndpoint(ChatException error) {
        if (error instanceof RejectedException rejected) {
            return rejected.status() >= 500 || STATUSES.contains(rejected.status());
        } else if (error instanceof ProviderFailedException failed) {
            String type = failed.detail().type();
            return failed.isRetryable() || (type != null && TYPES.contains(type));
        } else if (error instanceof StreamTimeoutException late) {
            return late.phase() != StreamTimeoutException.Phase.TOTAL;
        }
        return error instanceof ConnectionException
                || error instanceof MalformedStreamException
                || error instanceof TruncatedException;
    }

    /** Returns whether the request may be sent to another endpoint: not if it may be billed twice, and that is unwanted. */
    static boolean mayGoElsewhere(ChatException error, RetryPolicy policy) {
        boolean unanswered =
                error instanceof ConnectionException lost && lost.phase() == ConnectionException.Phase.HEADERS;
        return isOfEndpoint(error) && (!unanswered || policy.retryUnanswered());
    }
}
