package io.astreaming.rules;

import static io.astreaming.rules.ChatUsageRules.ERRORS_ARE_NOT_DROPPED;
import static org.assertj.core.api.Assertions.assertThat;

import io.astreaming.error.ChatException;
import io.astreaming.request.ChatRequest;
import io.astreaming.stream.Chat;
import io.astreaming.stream.ChatStream;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class ErrorsTest {
    static class Drops {
        String anyAnswer(Chat chat, ChatRequest request) {
            try (ChatStream stream = chat.stream(request)) {
                return stream.text();
            } catch (ChatException dropped) {
                return "Sorry.";
            }
        }

        String everyException(ChatStream stream) {
            try {
                return stream.text();
            } catch (RuntimeException dropped) {
                return "";
            }
        }
    }

    @Test
    void findsErrorsThatAreCaughtAndDropped() {
        assertThat(Violations.of(ERRORS_ARE_NOT_DROPPED, Drops.class))
                .anyMatch(each -> each.contains(".anyAnswer("))
                .anyMatch(each -> each.contains(".everyException("));
    }

    static class Handles {
        String asks(Chat chat, ChatRequest request) {
            try (ChatStream stream = chat.stream(request)) {
                return stream.text();
            } catch (ChatException e) {
                return e.isRetryable() ? "Try again." : "Sorry.";
            }
        }

        String wraps(ChatStream stream) {
            try {
                return stream.text();
            } catch (ChatException e) {
                throw new IllegalStateException("no answer", e);
            }
        }

        void logs(ChatStream stream, System.Logger log) {
            try {
                log.log(System.Logger.Level.DEBUG, stream.text().length());
            } catch (ChatException e) {
                log.log(System.Logger.Level.WARNING, e.kind());
            }
        }

        void handsOn(ChatStream stream, Consumer<String> out) {
            try {
                out.accept(stream.text());
            } catch (ChatException e) {
                report(e);
            }
        }

        private static void report(Exception e) {
            throw new AssertionError(e);
        }

        int ofSomethingElse(String number) {
            try {
                return Integer.parseInt(number);
            } catch (RuntimeException e) {
                return 0;
            }
        }

        String closesOnly(Chat chat, ChatRequest request) {
            try (ChatStream stream = chat.stream(request)) {
                return stream.text();
            }
        }
    }

    @Test
    void acceptsErrorsThatAreLookedAtAndThoseOfOthers() {
        assertThat(Violations.of(ERRORS_ARE_NOT_DROPPED, Handles.class)).isEmpty();
    }
}
