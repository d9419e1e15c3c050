package io.astreaming.stream;

import io.astreaming.client.ItemSource;
import io.astreaming.client.StreamCall;
import io.astreaming.event.ChatEvent;
import io.astreaming.event.StreamEnded;
import io.astreaming.event.TextReceived;
import org.jspecify.annotations.Nullable;

/**
 * Yields the text of one stream's first choice in pieces that don't end within a surrogate pair; at the end of a stream
 * that isn't complete it throws the outcome's error. Belongs to one stream; not thread-safe.
 */
final class TextPieces implements ItemSource<String> {
    /** The first half of a surrogate pair whose second half hasn't arrived; empty if there is none. */
    private String half = "";

    @Override
    public @Nullable String next(StreamCall call) {
        for (ChatEvent event = call.engine().poll();
                event != null;
                event = call.engine().poll()) {
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

    /** Returns the text without an incomplete surrogate pair at its end, which it keeps for the next piece. */
    String whole(String next) {
        String text = half.isEmpty() ? next : half + next;
        int end = text.length();
        if (end > 0 && Character.isHighSurrogate(text.charAt(end - 1))) {
            end--;
        }
        half = text.substring(end);
        return text.substring(0, end);
    }

    /** Returns the half of a surrogate pair that was never completed; empty if there is none. */
    String rest() {
        String rest = half;
        half = "";
        return rest;
    }
}
