package io.astreaming.app.trace;

import io.astreaming.app.report.JsonPieces;
import io.astreaming.jsontext.JsonText;

/**
 * A request's JSON in two parts: the conversation and the parameters.
 *
 * @param messages the messages, an array
 * @param params an object with the other members
 */
record RequestParts(JsonText messages, JsonText params) {
    private static final String MESSAGES = "\"messages\":";

    /** Splits a request's members into messages and parameters. */
    static RequestParts of(String json) {
        String messages = "[]";
        StringBuilder params = new StringBuilder("{");
        for (String member : JsonPieces.of(new JsonText(json))) {
            if (member.startsWith(MESSAGES)) {
                messages = member.substring(MESSAGES.length());
            } else {
                params.append(params.length() == 1 ? "" : ",").append(member);
            }
        }
        return new RequestParts(
                new JsonText(messages), new JsonText(params.append('}').toString()));
    }

    /** Shows the sizes, never the content. */
    @Override
    public String toString() {
        return "RequestParts[" + messages.text().length() + " and "
                + params.text().length() + " characters]";
    }
}
