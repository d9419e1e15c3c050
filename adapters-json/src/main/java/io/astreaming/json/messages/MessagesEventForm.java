package io.astreaming.json.messages;

import io.astreaming.json.fast.EventForm;
import io.astreaming.json.token.JsonTokens;
import io.astreaming.protocol.messages.MessagesEvent;
import io.astreaming.protocol.messages.MessagesEvent.TextPiece;
import org.jspecify.annotations.Nullable;

/** Reads the events of the Messages API. Thread-safe. */
public final class MessagesEventForm implements EventForm<MessagesEvent> {
    /** Creates a form. */
    public MessagesEventForm() {}

    @Override
    public MessagesEvent read(JsonTokens in, String name) {
        return new EventMembers(in).read(name);
    }

    @Override
    public @Nullable String text(MessagesEvent event) {
        return event instanceof TextPiece piece ? piece.text() : null;
    }

    @Override
    public MessagesEvent withText(MessagesEvent event, String text) {
        TextPiece piece = (TextPiece) event;
        return new TextPiece(piece.index(), piece.kind(), text);
    }
}
