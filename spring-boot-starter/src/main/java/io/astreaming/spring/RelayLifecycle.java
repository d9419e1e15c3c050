package io.astreaming.spring;

import io.astreaming.relay.Relay;
import java.time.Duration;
import org.springframework.context.SmartLifecycle;

/** Lets open streams end before the web server stops, and ends the rest. */
final class RelayLifecycle implements SmartLifecycle {
    private final Relay relay;
    private final Duration drain;
    private volatile boolean running;

    RelayLifecycle(Relay relay, Duration drain) {
        this.relay = relay;
        this.drain = drain;
    }

    @Override
    public void start() {
        running = true;
    }

    @Override
    public void stop() {
        stop(() -> {});
    }

    @Override
    public void stop(Runnable callback) {
        running = false;
        var unused = relay.close(drain).whenComplete((done, error) -> callback.run());
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
