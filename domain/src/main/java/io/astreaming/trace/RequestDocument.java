package io.astreaming.trace;

import io.astreaming.jsontext.JsonText;

/** The Markdown document with the request, which is written next to a trace. */
public final class RequestDocument {
    private RequestDocument() {}

    /**
     * Writes the document.
     *
     * @param method the method that is called, such as {@code astreaming}; the document's title in capitals
     * @param messages the request's messages, a JSON array
     * @param params the request's other members, a JSON object, without secrets
     * @return the document, with line feeds
     * @throws IllegalArgumentException if the method isn't one word
     */
    public static String write(String method, JsonText messages, JsonText params) {
        return new MarkdownTraceWriter(method).begin()
                + "\n## Request Messages\n"
                + MarkdownTraceWriter.fenced(messages.text())
                + "\n## Request Params\n"
                + MarkdownTraceWriter.fenced(params.text());
    }
}
