package io.astreaming.interpret;

import io.astreaming.jsontext.Extras;
import io.astreaming.jsontext.JsonText;
import org.jspecify.annotations.Nullable;

/** An index that a provider sent as a string. */
final class StringIndex {
    private static final int MAX_DIGITS = 9;

    private StringIndex() {}

    /** Returns the number in the string; null if it isn't a number of up to nine digits. */
    static @Nullable Integer of(Extras extras) {
        JsonText sent = extras.isEmpty() ? null : extras.get("index");
        String text = sent == null ? "" : sent.text();
        int digits = text.length() - 2;
        if (digits < 1 || digits > MAX_DIGITS || text.charAt(0) != '"') {
            return null;
        }
        int index = 0;
        for (int i = 1; i <= digits; i++) {
            char c = text.charAt(i);
            if (c < '0' || c > '9') {
                return null;
            }
            index = 10 * index + (c - '0');
        }
        return index;
    }
}
