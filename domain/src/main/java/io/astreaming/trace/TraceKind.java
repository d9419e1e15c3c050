package io.astreaming.trace;

/** The kinds of documents that can be kept of one exchange. A kind's name is the end of the file's name. */
public enum TraceKind {
    /** The request: {@link RequestDocument}. */
    REQUEST,
    /** The answer to a request that wasn't streamed. */
    RESPONSE,
    /** The chunks of a stream: {@link MarkdownTrace}. */
    RESPONSE_STREAM,
    /** Only the text of the answer. */
    RESPONSE_TEXT
}
