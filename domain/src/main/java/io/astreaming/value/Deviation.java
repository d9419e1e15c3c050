package io.astreaming.value;

/**
 * A named deviation from the protocol that the library detected, and healed where the meaning is certain. Deviations
 * are counted, so that a service can notice "gateway X started to repeat its finish chunk"; only those passed to {@code
 * Chat.failOn} end a stream, with a {@code DeviationException}. The set may grow in a minor release.
 */
public enum Deviation {
    /** A member appeared twice in one object; the last one counted. */
    DUPLICATE_MEMBER,
    /** A payload wasn't valid UTF-8; invalid bytes were read as U+FFFD. */
    INVALID_UTF8,
    /**
     * A member didn't have the expected JSON type: it was read if its meaning is clear, such as a number for an id, and
     * kept verbatim.
     */
    UNEXPECTED_FORM,
    /** Content wasn't a string but a number, or a list of parts. */
    CONTENT_NOT_A_STRING,
    /** A choice's text arrived in the form of the older text completions; it counted as content. */
    TEXT_COMPLETION,
    /** A number was {@code NaN} or infinite, which JSON doesn't allow; it was read as null. */
    NUMBER_NOT_FINITE,
    /** Usage arrived in a chunk of chat completions that has choices too. */
    USAGE_WITH_CHOICES,
    /** Usage arrived more than once in chat completions; the last one counted. */
    USAGE_REPEATED,
    /** The request asked for usage, but none arrived. */
    USAGE_MISSING,
    /** The finish reason arrived again. */
    FINISH_REPEATED,
    /** A delta arrived for a choice that had finished. */
    DELTA_AFTER_FINISH,
    /** The finish reason was the string {@code "null"}. */
    FINISH_REASON_NULL_STRING,
    /**
     * The finish reason was an unknown word: it may mean that the answer was cut, so no call of the choice is complete.
     */
    FINISH_REASON_UNKNOWN,
    /** {@code [DONE]} arrived though a choice had no finish reason. */
    DONE_WITHOUT_FINISH,
    /** The stream ended without the provider's mark of the end, such as {@code [DONE]}. */
    DONE_MISSING,
    /**
     * Payloads arrived after {@code [DONE]}; they were ignored. In a live stream only those are noticed that arrived
     * together with it.
     */
    PAYLOAD_AFTER_DONE,
    /** The id, model or time of creation changed within the stream; the first counted. */
    ENVELOPE_CHANGED,
    /** Several choices arrived in one chunk without indexes; each got its position in the chunk as its index. */
    CHOICE_WITHOUT_INDEX,
    /**
     * Every chunk had a choice with a new index, three or more in total, and only the last one finished: the indexes
     * seem to count pieces of one choice. Only calls of the last choice were treated as complete.
     */
    CHOICE_INDEX_COUNTS_PARTS,
    /** The role arrived again and differed. */
    ROLE_CHANGED,
    /** A piece of a tool call had no index. */
    TOOL_CALL_WITHOUT_INDEX,
    /** A new tool call arrived under an index in use. */
    TOOL_CALL_INDEX_REUSED,
    /**
     * Pieces of one tool call arrived under several indexes or ids, without a name: they were added to the call that
     * was open.
     */
    TOOL_CALL_INDEX_CHANGED,
    /** A piece of a tool call had another id than the call; the new id was ignored. */
    TOOL_CALL_ID_CHANGED,
    /** A tool call's name arrived again. */
    TOOL_CALL_NAME_REPEATED,
    /** A tool call's name and arguments were members of the call itself, not of its {@code function}; they counted. */
    TOOL_CALL_WITHOUT_FUNCTION,
    /** A tool call never got a name; it was kept as incomplete. */
    TOOL_CALL_WITHOUT_NAME,
    /** A tool call had neither name nor arguments at the end and was dropped. */
    TOOL_CALL_EMPTY,
    /** A tool call's arguments were a JSON object instead of its text in a string. */
    ARGUMENTS_NOT_A_STRING,
    /**
     * A tool call's arguments arrived as an object, and again as another object or as text: the last of them counted.
     */
    ARGUMENTS_REPLACED,
    /**
     * A tool call's arguments arrived as text and as a different object; the text was kept and the call is incomplete.
     */
    ARGUMENTS_CONTRADICTORY,
    /**
     * The arguments of a function weren't JSON though its choice ended well; they were kept and the call is incomplete.
     */
    ARGUMENTS_NOT_JSON,
    /** Tool calls arrived, but the finish reason was {@code stop}. */
    TOOL_CALLS_WITH_STOP,
    /** A message had more content than the deltas before it; the additional content counted. */
    MESSAGE_BEYOND_DELTAS,
    /** A message contradicted the deltas, or the message before it; the earlier content was kept. */
    MESSAGE_CONTRADICTORY,
    /** The same reasoning arrived under two names; it counted once. */
    REASONING_DOUBLED,
    /** The last event had no blank line after it; it was complete and counted. */
    LAST_EVENT_UNTERMINATED,
    /**
     * The blank line between events was missing: each data line was a whole JSON value or {@code [DONE]}, and counted
     * as an event.
     */
    BLANK_LINE_MISSING,
    /** JSON, or {@code [DONE]}, appeared between the events without {@code data:}; it counted as an event. */
    DATA_FIELD_MISSING,
    /** An event's data was a keep-alive, such as {@code : keep-alive} or {@code ping}; it was ignored. */
    HEARTBEAT_AS_DATA,
    /** The connection broke after every choice had finished. */
    CONNECTION_LOST_AFTER_FINISH,
    /** The body was one JSON object instead of an event stream, or began with one. */
    JSON_BODY,
    /** The content type doesn't say event stream. */
    CONTENT_TYPE,
    /** A line of an event had a field name that the standard doesn't define; it was ignored. */
    UNKNOWN_FIELD,
    /** A payload was JSON that is neither a chunk nor an error. */
    UNRECOGNIZED_PAYLOAD,
    /** The provider's error arrived as an SSE field or, in chat completions, in a named event. */
    ERROR_EVENT,
    /**
     * The answer's text begins with a {@code <think>} tag: it may contain reasoning. Reported only; the text is
     * unchanged.
     */
    THINK_TAG_IN_CONTENT,
    /** The same piece of text arrived a hundred times in a row. Reported only; the text is unchanged. */
    CONTENT_REPEATED,
    /** The same piece of reasoning arrived twice in a row. Reported only; the reasoning is unchanged. */
    REASONING_REPEATED,
    /**
     * A piece of arguments began with all the arguments before it: they may have been sent again. Reported only; the
     * arguments are unchanged.
     */
    ARGUMENTS_CUMULATIVE,
    /**
     * The arguments of one call contain several objects, perhaps another call's. They aren't split; the call is
     * incomplete.
     */
    ARGUMENTS_OF_SEVERAL_CALLS,
    /** The numbers of the events weren't contiguous: some may be missing, or come twice. All that arrived counted. */
    SEQUENCE_GAP,
    /**
     * Text, reasoning or arguments, or their end, arrived only in a summary of them; what the pieces hadn't said counted.
     */
    TEXT_ONLY_IN_SUMMARY,
    /** A summary contradicted the pieces before it; the pieces counted. */
    SUMMARY_DIFFERS,
    /** An item had another id than when it began; its position counted. */
    ITEM_ID_CHANGED,
    /** A new item arrived under the index of another; it became an item of its own. */
    ITEM_INDEX_REUSED,
    /** An item or a piece arrived without a usable index: it counted as the next item, or as a piece of the latest. */
    ITEM_WITHOUT_INDEX,
    /** The answer went on, or ended, without the end of an item; the item ended there. */
    ITEM_WITHOUT_END,
    /**
     * A piece arrived of an item that hadn't begun, or can't have such a piece. It counted as one of the latest item,
     * if that was open and can have it; else an item began with it.
     */
    PIECE_WITHOUT_ITEM,
    /** A piece of an item arrived after the item had ended; it was appended. */
    PIECE_AFTER_ITEM,
    /** The start of the message arrived again; it counted once. */
    MESSAGE_START_REPEATED,
    /** The reason why the answer ended didn't match its items, such as {@code end_turn} with a call; it was kept. */
    STOP_REASON_MISMATCH
}
