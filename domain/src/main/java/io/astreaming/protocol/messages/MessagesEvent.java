package io.astreaming.protocol.messages;

import io.astreaming.jsontext.Extras;
import io.astreaming.jsontext.JsonText;
import io.astreaming.value.ErrorDetail;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One event of a streamed message, as the provider sent it and before it is interpreted. Members that only {@link
 * MessagesTranslator} needs to understand are kept verbatim. The set of permitted types may grow in a minor release.
 *
 * @see <a href="https://docs.anthropic.com/en/api/messages-streaming">Streaming messages</a>
 */
public sealed interface MessagesEvent {
    /**
     * {@code message_start}, or a whole message in one piece.
     *
     * @param message the message's members other than its content and usage
     * @param content the blocks that are there already, each a JSON object; usually none
     * @param usage the members of its usage
     * @param whole whether nothing follows
     */
    record MessageStart(Extras message, List<JsonText> content, Extras usage, boolean whole) implements MessagesEvent {
        /** Copies the list. */
        public MessageStart {
            Objects.requireNonNull(message, "message");
            content = List.copyOf(content);
            Objects.requireNonNull(usage, "usage");
        }
    }

    /**
     * {@code content_block_start}.
     *
     * @param index the block's index; null if none was sent
     * @param block the block as far as it is known, a JSON object
     */
    record BlockStart(@Nullable Integer index, JsonText block) implements MessagesEvent {
        /** Rejects null where it isn't allowed. */
        public BlockStart {
            Objects.requireNonNull(block, "block");
        }
    }

    /**
     * {@code content_block_delta} with a piece of text: by far the most frequent event.
     *
     * @param index the block's index; null if none was sent
     * @param kind what the text is a piece of
     * @param text the piece; may be empty
     */
    record TextPiece(@Nullable Integer index, PieceKind kind, String text) implements MessagesEvent {
        /** Rejects null where it isn't allowed. */
        public TextPiece {
            Objects.requireNonNull(kind, "kind");
            Objects.requireNonNull(text, "text");
        }

        /** Shows the size, never the content. */
        @Override
        public String toString() {
            return "TextPiece[" + index + ", " + kind + ", " + text.length() + " characters]";
        }
    }

    /**
     * {@code content_block_delta} of any other kind.
     *
     * @param index the block's index; null if none was sent
     * @param type the delta's type, such as {@code signature_delta}; empty if none was sent
     * @param delta the delta, a JSON object
     */
    record OtherPiece(@Nullable Integer index, String type, JsonText delta) implements MessagesEvent {
        /** Rejects null where it isn't allowed. */
        public OtherPiece {
            Objects.requireNonNull(type, "type");
            Objects.requireNonNull(delta, "delta");
        }
    }

    /**
     * {@code content_block_stop}.
     *
     * @param index the block's index; null if none was sent
     */
    record BlockStop(@Nullable Integer index) implements MessagesEvent {}

    /**
     * {@code message_delta}.
     *
     * @param delta the members of the message that change, such as {@code stop_reason}
     * @param usage the members of the usage so far
     * @param extras further members of the event
     */
    record MessageDelta(Extras delta, Extras usage, Extras extras) implements MessagesEvent {
        /** Rejects null. */
        public MessageDelta {
            Objects.requireNonNull(delta, "delta");
            Objects.requireNonNull(usage, "usage");
            Objects.requireNonNull(extras, "extras");
        }
    }

    /**
     * {@code message_stop}.
     *
     * @param usage the members of the usage, which Bedrock sends here
     * @param extras further members of the event
     */
    record MessageStop(Extras usage, Extras extras) implements MessagesEvent {
        /** Rejects null. */
        public MessageStop {
            Objects.requireNonNull(usage, "usage");
            Objects.requireNonNull(extras, "extras");
        }
    }

    /** {@code ping}: the provider is still there. */
    record Ping() implements MessagesEvent {}

    /**
     * {@code error}.
     *
     * @param error the error
     */
    record Failure(ErrorDetail error) implements MessagesEvent {
        /** Rejects null. */
        public Failure {
            Objects.requireNonNull(error, "error");
        }
    }

    /**
     * Anything else.
     *
     * @param wire the payload verbatim
     */
    record Other(JsonText wire) implements MessagesEvent {
        /** Rejects null. */
        public Other {
            Objects.requireNonNull(wire, "wire");
        }
    }
}
