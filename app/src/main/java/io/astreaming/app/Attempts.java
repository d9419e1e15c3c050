package io.astreaming.app;

import io.astreaming.error.ChatException;
import io.astreaming.port.StreamListener;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Says why an answer takes longer: that it is asked for once more. */
final class Attempts implements StreamListener {
    private final Terminal terminal;

    Attempts(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public void attemptFailed(int attempt, ChatException error, @Nullable Duration pause) {
        if (pause != null) {
            terminal.info("attempt " + attempt + ": " + Problems.describe(error) + "; trying again in "
                    + Quantity.millis(pause.toNanos()));
        }
    }
}
