package io.astreaming.trace;

/** The documents that may be kept of one exchange. Its name is the end of the file's name. */
public enum TraceKind {
    /** What was asked: {@link RequestDocument}. */
    REQUEST,
    /** The answer to a request that wasn't streamed. */
    RESPONSE,
    /** The chunks of a stream: {@link MarkdownTrace}. */
    RESPONSE_STREAM,
    /** The text of the answer and nothing else. */
    RESPONSE_TEXT
}
