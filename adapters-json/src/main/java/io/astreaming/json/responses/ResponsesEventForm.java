package io.astreaming.json.responses;

import io.astreaming.json.fast.EventForm;
import io.astreaming.json.token.JsonTokens;
import io.astreaming.protocol.responses.ResponsesEvent.Piece;
import org.jspecify.annotations.Nullable;

/** Reads the events of the Responses API. Thread-safe. */
public final class ResponsesEventForm implements EventForm<SequencedEvent> {
    @Override
    public SequencedEvent read(JsonTokens in, String name) {
        return new EventMembers(in).read(name);
    }

    @Override
    public @Nullable String text(SequencedEvent read) {
        return read.event() instanceof Piece piece && piece.logprobs() == null ? piece.text() : null;
    }

    @Override
    public @Nullable Long number(SequencedEvent read) {
        return read.sequence();
    }

    @Override
    public @Nullable String padding(SequencedEvent read) {
        return read.padding();
    }

    @Override
    public SequencedEvent withText(SequencedEvent read, String text) {
        return with(read, text, read.sequence());
    }

    @Override
    public SequencedEvent with(SequencedEvent read, String text, @Nullable Long number) {
        Piece piece = (Piece) read.event();
        return new SequencedEvent(new Piece(piece.kind(), piece.place(), text, null), number, read.padding());
    }
}
