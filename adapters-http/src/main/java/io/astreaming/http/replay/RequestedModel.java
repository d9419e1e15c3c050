package io.astreaming.http.replay;

import org.jspecify.annotations.Nullable;

/**
 * Finds the model that a request asks for: the string under {@code "model"} in the outermost object. It looks at nothing
 * else and checks nothing, so a request that isn't JSON has no model.
 */
final class RequestedModel {
    private RequestedModel() {}

    static @Nullable String in(String json) {
        int depth = 0;
        String last = "";
        boolean wanted = false;
        for (int i = 0; i < json.length(); i++) {
            switch (json.charAt(i)) {
                case '{', '[' -> depth++;
                case '}', ']' -> depth--;
                case ':' -> wanted = last.equals("model");
                case ',' -> wanted = false;
                case '"' -> {
                    int end = closingQuote(json, i);
                    if (depth == 1) {
                        last = json.substring(i + 1, end);
                        if (wanted) {
                            return last.replace("\\/", "/");
                        }
                    }
                    i = end;
                }
                default -> {}
            }
        }
        return null;
    }

    private static int closingQuote(String json, int open) {
        int i = open + 1;
        while (i < json.length() && json.charAt(i) != '"') {
            i += json.charAt(i) == '\\' ? 2 : 1;
        }
        return Math.min(i, json.length());
    }
}
