package io.astreaming.jfr;

import io.astreaming.completion.Outcome;
import io.astreaming.error.ChatException;
import io.astreaming.observation.AskedEndpoint;
import io.astreaming.observation.BoundedNames;
import io.astreaming.observation.ErrorType;
import io.astreaming.observation.StreamReport;
import io.astreaming.observation.TokenKind;
import io.astreaming.port.StreamListener;
import io.astreaming.port.Timeline;
import io.astreaming.request.ChatRequest;
import io.astreaming.stream.Chat;
import io.astreaming.value.TokenUsage;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Writes a line for each stream of a chat to a {@link System.Logger}, which every logging framework can receive:
 * {@code chat = StreamLog.observe(chat)}. Streams that are truncated, fail or time out are logged at {@link
 * Level#INFO}, completed and cancelled ones and retries at {@link Level#DEBUG}. A line names host, model, outcome,
 * times and tokens, never content, keys or words of the provider. A count of tokens that isn't known is a question
 * mark, and so is each character of the model's name that isn't printable ASCII; the name is cut to 64 characters.
 */
public final class StreamLog {
    /** The name of the logger by default. */
    public static final String LOGGER = "io.astreaming.stream";

    private StreamLog() {}

    /**
     * Returns a copy of a chat whose streams are logged to the logger {@value #LOGGER}.
     *
     * @param chat any chat
     * @return the chat with one more listener
     */
    public static Chat observe(Chat chat) {
        return observe(chat, System.getLogger(LOGGER));
    }

    /**
     * Returns a copy of a chat whose streams are logged.
     *
     * @param chat any chat
     * @param logger receives the lines
     * @return the chat with one more listener
     */
    public static Chat observe(Chat chat, Logger logger) {
        return chat.withListener(listeners(chat.endpoint(), logger));
    }

    /**
     * Returns a factory of listeners, for a chat of a framework that takes one.
     *
     * @param endpoint the base URL that the chat asks; null if there is none to name
     * @param logger receives the lines
     * @return the factory for {@link Chat#withListener}
     */
    public static Function<ChatRequest, StreamListener> listeners(@Nullable String endpoint, Logger logger) {
        Objects.requireNonNull(logger, "logger");
        String address = AskedEndpoint.of(endpoint, null).address();
        String host = address == null ? "unknown host" : address;
        return request -> new Lines(logger, host, request);
    }

    private static final class Lines implements StreamListener {
        private final Logger logger;
        private final String asked;

        Lines(Logger logger, String host, ChatRequest request) {
            this.logger = logger;
            this.asked = BoundedNames.printable(request.model()) + " at " + host;
        }

        @Override
        public void admitted(Duration waited) {
            if (logger.isLoggable(Level.DEBUG)) {
                logger.log(Level.DEBUG, "stream of " + asked + " waited " + waited.toMillis() + " ms in the queue");
            }
        }

        @Override
        public void endpointChosen(int attempt, String endpoint) {
            if (logger.isLoggable(Level.DEBUG)) {
                logger.log(Level.DEBUG, "attempt " + attempt + " of " + asked + " asks the endpoint " + endpoint);
            }
        }

        @Override
        public void attemptFailed(int attempt, ChatException error, @Nullable Duration pause) {
            if (pause != null && logger.isLoggable(Level.DEBUG)) {
                logger.log(
                        Level.DEBUG,
                        "attempt " + attempt + " of " + asked + " failed (" + ErrorType.of(error)
                                + "), the next one in " + pause.toMillis() + " ms");
            }
        }

        @Override
        public void ended(Outcome outcome, Timeline timeline) {
            Level level = ErrorType.of(outcome) == null ? Level.DEBUG : Level.INFO;
            if (logger.isLoggable(level)) {
                logger.log(level, line(StreamReport.of(outcome, timeline)));
            }
        }

        private String line(StreamReport report) {
            StringBuilder line =
                    new StringBuilder("stream of ").append(asked).append(' ').append(report.outcome());
            if (report.errorType() != null) {
                line.append(" (").append(report.errorType()).append(')');
            }
            Timeline times = report.timeline();
            line.append(": ").append(times.chunks()).append(" chunks in ").append(seconds(times.duration()));
            if (times.timeToFirstContent() != null) {
                line.append(", first content after ").append(seconds(times.timeToFirstContent()));
            }
            TokenUsage usage = report.usage();
            if (usage != null) {
                line.append(", tokens ").append(count(TokenKind.INPUT, usage)).append(" in, ");
                line.append(count(TokenKind.OUTPUT, usage)).append(" out");
            }
            return line.toString();
        }

        private static String count(TokenKind kind, TokenUsage usage) {
            Long tokens = kind.count(usage);
            return tokens == null ? "?" : tokens.toString();
        }

        private static String seconds(long nanos) {
            return String.format(Locale.ROOT, "%.3f s", nanos / 1e9);
        }
    }
}
