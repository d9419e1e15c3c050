package io.astreaming.protocol.responses;

import io.astreaming.chunk.AudioDelta;
import io.astreaming.jsontext.JsonText;
import io.astreaming.value.ErrorDetail;
import io.astreaming.value.Logprobs;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One event of the Responses API (OpenAI's specification, {@code ResponseStreamEvent}), as far as it matters for the
 * answer.
 */
public sealed interface ResponsesEvent {
    /**
     * The answer has begun, or waits: {@code response.created}, {@code .in_progress}, {@code .queued}.
     *
     * @param response the response so far
     */
    record Started(ResponsesAnswer response) implements ResponsesEvent {}

    /**
     * An item begins: {@code response.output_item.added}.
     *
     * @param index its {@code output_index}; null if none was sent
     * @param item the item so far
     */
    record ItemAdded(@Nullable Integer index, ResponsesItem item) implements ResponsesEvent {}

    /**
     * An item is whole: {@code response.output_item.done}.
     *
     * @param index its {@code output_index}; null if none was sent
     * @param item the item
     */
    record ItemDone(@Nullable Integer index, ResponsesItem item) implements ResponsesEvent {}

    /**
     * A piece of a part: the events that end with {@code .delta}.
     *
     * @param kind what the piece says
     * @param place where it belongs
     * @param text the piece; may be empty
     * @param logprobs log probabilities of its tokens; null if there are none
     */
    record Piece(
            PartKind kind,
            PartPlace place,
            String text,
            @Nullable Logprobs logprobs) implements ResponsesEvent {
        /** Rejects null where it isn't allowed. */
        public Piece {
            Objects.requireNonNull(kind, "kind");
            Objects.requireNonNull(place, "place");
            Objects.requireNonNull(text, "text");
        }

        /** Shows the size, never the content. */
        @Override
        public String toString() {
            return "Piece[" + kind + ", " + text.length() + " characters]";
        }
    }

    /**
     * All that a part says, once more: the events that end with {@code .done}.
     *
     * @param place where it belongs
     * @param part the part
     * @param name the name of the called tool; null if there is none
     */
    record Summary(PartPlace place, ItemPart part, @Nullable String name) implements ResponsesEvent {}

    /**
     * An annotation of a text: {@code response.output_text.annotation.added}.
     *
     * @param place where it belongs
     * @param annotation the annotation verbatim
     */
    record Annotation(PartPlace place, JsonText annotation) implements ResponsesEvent {}

    /**
     * A piece of speech, or of its transcript.
     *
     * @param delta the piece
     */
    record Audio(AudioDelta delta) implements ResponsesEvent {}

    /**
     * The answer is over: {@code response.completed} or {@code .incomplete}, or a response in one piece.
     *
     * @param response the whole response
     */
    record Ended(ResponsesAnswer response) implements ResponsesEvent {}

    /**
     * The provider failed: {@code error}, {@code response.failed}.
     *
     * @param error the error; null if none was sent
     * @param response the response so far; null if none was sent
     */
    record Failed(@Nullable ErrorDetail error, @Nullable ResponsesAnswer response) implements ResponsesEvent {}

    /** A sign of life, such as the progress of a tool that the provider runs. */
    record Progress() implements ResponsesEvent {}

    /**
     * Something else.
     *
     * @param wire the payload verbatim
     */
    record Unknown(JsonText wire) implements ResponsesEvent {
        /** Shows the size, never the content. */
        @Override
        public String toString() {
            return "Unknown[" + wire.text().length() + " characters]";
        }
    }
}
