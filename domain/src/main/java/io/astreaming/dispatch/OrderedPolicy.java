package io.astreaming.dispatch;

import io.astreaming.error.ChatException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Chooses the first endpoint that hasn't failed lately. Thread-safe. */
record OrderedPolicy(CoolDowns coolDowns) implements EndpointPolicy {
    @Override
    public String choose(List<String> candidates, long nanos) {
        return coolDowns.best(candidates, nanos).get(0);
    }

    @Override
    public void attemptEnded(String endpoint, @Nullable ChatException failure, long nanos) {
        if (failure != null) {
            coolDowns.failed(endpoint, failure, nanos);
        }
    }
}
