package io.astreaming.value;

/**
 * A named departure from the protocol that was seen and healed. Deviations are counted, so that a service can say
 * "gateway X started to repeat its finish chunk"; only those that {@code Chat.failOn} names end a stream, with a
 * {@code DeviationException}. The set may grow in a minor release.
 */
public enum Deviation {
    /** A member stood twice in one object; the last one counted. */
    DUPLICATE_MEMBER,
    /** A payload wasn't valid UTF-8; broken bytes were read as U+FFFD. */
    INVALID_UTF8,
    /**
     * A member hadn't the form of its kind: read where its meaning is plain, such as a number for an id, and kept as it
     * is.
     */
    UNEXPECTED_FORM,
    /** Content came as something other than a string: a number, or parts. */
    CONTENT_NOT_A_STRING,
    /** A choice's text came as the older text completions have it; it counted as content. */
    TEXT_COMPLETION,
    /** A number was {@code NaN} or infinite, which JSON doesn't know; it was read as null. */
    NUMBER_NOT_FINITE,
    /** Usage came in a chunk that has choices too. */
    USAGE_WITH_CHOICES,
    /** Usage came more than once; the last one counted. */
    USAGE_REPEATED,
    /** Usage was asked for and never came. */
    USAGE_MISSING,
    /** The finish reason came again. */
    FINISH_REPEATED,
    /** Something came for a choice that had finished. */
    DELTA_AFTER_FINISH,
    /** The finish reason was the string {@code "null"}. */
    FINISH_REASON_NULL_STRING,
    /** The finish reason was a word that isn't known: it may mean a cut, so no call of the choice is whole. */
    FINISH_REASON_UNKNOWN,
    /** The stream said {@code [DONE]} though a choice had no finish reason. */
    DONE_WITHOUT_FINISH,
    /** The stream ended without {@code [DONE]}. */
    DONE_MISSING,
    /**
     * Payloads came after {@code [DONE]}; they don't count. Of a live stream they are noticed as far as they were read.
     */
    PAYLOAD_AFTER_DONE,
    /** The id, model or time of creation changed within the stream; the first counted. */
    ENVELOPE_CHANGED,
    /** Several choices came in one chunk without indexes; each got its place among them. */
    CHOICE_WITHOUT_INDEX,
    /**
     * Every chunk had a choice of its own, of three or more, and only the last one finished: the indexes seem to count
     * pieces of one choice. No call but the last choice's was taken for whole.
     */
    CHOICE_INDEX_COUNTS_PARTS,
    /** The role came again and differed. */
    ROLE_CHANGED,
    /** A piece of a tool call had no index. */
    TOOL_CALL_WITHOUT_INDEX,
    /** A new tool call came under an index in use. */
    TOOL_CALL_INDEX_REUSED,
    /**
     * Pieces of one tool call came under several indexes or ids, without a name: they belong to the call that was open.
     */
    TOOL_CALL_INDEX_CHANGED,
    /** A piece of a tool call brought another id for a call that has one; ignored. */
    TOOL_CALL_ID_CHANGED,
    /** A tool call's name came again. */
    TOOL_CALL_NAME_REPEATED,
    /**
     * A tool call's name and arguments stood in the call itself, not in its {@code function}; they counted all the
     * same.
     */
    TOOL_CALL_WITHOUT_FUNCTION,
    /** A tool call never got a name; it was kept and isn't whole. */
    TOOL_CALL_WITHOUT_NAME,
    /** A tool call had neither name nor arguments at the end and was dropped. */
    TOOL_CALL_EMPTY,
    /** A tool call's arguments were an object instead of its text. */
    ARGUMENTS_NOT_A_STRING,
    /** A tool call's arguments came as an object, and again as another object or as text: the last of them counted. */
    ARGUMENTS_REPLACED,
    /**
     * A tool call's arguments came as text, and as an object that says something else; the text was kept and the call
     * isn't whole.
     */
    ARGUMENTS_CONTRADICTORY,
    /**
     * The arguments of a function weren't JSON though its choice ended well; they were kept and the call isn't whole.
     */
    ARGUMENTS_NOT_JSON,
    /** Tool calls came, yet the finish reason says {@code stop}. */
    TOOL_CALLS_WITH_STOP,
    /** A message said more than the deltas before it; what it said beyond them counted. */
    MESSAGE_BEYOND_DELTAS,
    /** A message said something else than the deltas, or than the message before it; what was said first was kept. */
    MESSAGE_CONTRADICTORY,
    /** The same reasoning came under two names; it counted once. */
    REASONING_DOUBLED,
    /** The last event had no blank line; it was whole and counted. */
    LAST_EVENT_UNTERMINATED,
    /**
     * The blank line between events was missing: each line of data was a whole JSON value or {@code [DONE]}, and
     * counted as an event.
     */
    BLANK_LINE_MISSING,
    /** JSON, or {@code [DONE]}, stood between the events without {@code data:}; it counted as an event. */
    DATA_FIELD_MISSING,
    /** An event's data was words that can be nothing else, such as {@code : keep-alive} or {@code ping}; ignored. */
    HEARTBEAT_AS_DATA,
    /** The connection broke after everything had finished. */
    CONNECTION_LOST_AFTER_FINISH,
    /** The body was one JSON object instead of an event stream, or began with one. */
    JSON_BODY,
    /** The content type doesn't say event stream. */
    CONTENT_TYPE,
    /** A line of the framing names a field that the standard doesn't know; ignored. */
    UNKNOWN_FIELD,
    /** A payload was JSON that is neither a chunk nor an error. */
    UNRECOGNIZED_PAYLOAD,
    /** The provider's error came as an SSE field or in a named event. */
    ERROR_EVENT,
    /** The answer's text begins with a {@code <think>} tag: reasoning may stand in it. Reported, never cut out. */
    THINK_TAG_IN_CONTENT,
    /** The same piece of text came a hundred times in a row. Reported, never cut out. */
    CONTENT_REPEATED,
    /** The same piece of reasoning came twice in a row. Reported, never cut out. */
    REASONING_REPEATED,
    /**
     * A piece of arguments began with all the arguments before it: they may have been sent again. Reported, never cut
     * out.
     */
    ARGUMENTS_CUMULATIVE,
    /**
     * The arguments of one call hold several objects: another call's may be among them. Never split; the call isn't
     * whole.
     */
    ARGUMENTS_OF_SEVERAL_CALLS
}
