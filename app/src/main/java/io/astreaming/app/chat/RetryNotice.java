package io.astreaming.app.chat;

import io.astreaming.app.terminal.ErrorReporter;
import io.astreaming.app.terminal.Line;
import io.astreaming.app.terminal.Style;
import io.astreaming.app.terminal.Terminal;
import io.astreaming.app.terminal.Units;
import io.astreaming.error.ChatException;
import io.astreaming.port.StreamListener;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Reports each failed attempt that is followed by another one. */
final class RetryNotice implements StreamListener {
    private final Terminal terminal;

    RetryNotice(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public void attemptFailed(int attempt, ChatException error, @Nullable Duration pause) {
        if (pause != null) {
            terminal.info(new Line(
                    Style.WARNING,
                    "attempt " + attempt + ": " + ErrorReporter.describe(error) + "; trying again in "
                            + Units.millis(pause.toNanos())));
        }
    }
}
