package io.astreaming.app;

import io.astreaming.chunk.JsonText;

/**
 * A request's JSON in two: the conversation, and all that says how to answer it.
 *
 * @param messages the messages, an array
 * @param params an object with the other members
 */
record RequestParts(JsonText messages, JsonText params) {
    private static final String MESSAGES = "\"messages\":";

    /** Cuts the members of the outermost object apart; what stands between them is a comma outside of all else. */
    static RequestParts of(String json) {
        String body = new JsonText(json).minified().text();
        String messages = "[]";
        StringBuilder params = new StringBuilder("{");
        int last = body.length() - 1;
        for (int start = 1; start < last; ) {
            int end = endOfMember(body, start, last);
            if (body.startsWith(MESSAGES, start)) {
                messages = body.substring(start + MESSAGES.length(), end);
            } else {
                params.append(params.length() == 1 ? "" : ",").append(body, start, end);
            }
            start = end + 1;
        }
        return new RequestParts(
                new JsonText(messages), new JsonText(params.append('}').toString()));
    }

    private static int endOfMember(String body, int start, int last) {
        int depth = 0;
        for (int i = start; i < last; i++) {
            switch (body.charAt(i)) {
                case '{', '[' -> depth++;
                case '}', ']' -> depth--;
                case '"' -> i = closingQuote(body, i);
                case ',' -> {
                    if (depth == 0) {
                        return i;
                    }
                }
                default -> {}
            }
        }
        return last;
    }

    private static int closingQuote(String body, int open) {
        int i = open + 1;
        while (body.charAt(i) != '"') {
            i += body.charAt(i) == '\\' ? 2 : 1;
        }
        return i;
    }

    /** Tells the sizes, never the content. */
    @Override
    public String toString() {
        return "RequestParts[" + messages.text().length() + " and "
                + params.text().length() + " characters]";
    }
}
