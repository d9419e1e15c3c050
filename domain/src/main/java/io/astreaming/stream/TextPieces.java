package io.astreaming.stream;

import io.astreaming.client.StreamCall;
import io.astreaming.event.ChatEvent;
import io.astreaming.event.StreamEnded;
import io.astreaming.event.TextReceived;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The text of one stream's first choice, piece by piece, none of which ends within a character; at the end of a stream that isn't
 * complete its exception. Of one stream; not thread-safe.
 */
final class TextPieces implements Function<StreamCall, @Nullable String> {
    /** The first half of a surrogate pair, whose other half is still to come. */
    private String half = "";

    @Override
    public @Nullable String apply(StreamCall call) {
        for (ChatEvent event = call.conductor().poll();
                event != null;
                event = call.conductor().poll()) {
            String piece = "";
            if (event instanceof TextReceived text && text.choice() == 0) {
                piece = whole(text.text());
            } else if (event instanceof StreamEnded ended) {
                var unused = ended.outcome().orThrow();
                piece = rest();
            }
            if (!piece.isEmpty()) {
                return piece;
            }
        }
        return null;
    }

    /** As much of the text as ends with a whole character. */
    String whole(String next) {
        String text = half.isEmpty() ? next : half + next;
        int end = text.length();
        if (end > 0 && Character.isHighSurrogate(text.charAt(end - 1))) {
            end--;
        }
        half = text.substring(end);
        return text.substring(0, end);
    }

    /** What never became whole. */
    String rest() {
        String rest = half;
        half = "";
        return rest;
    }
}
