package io.astreaming.json.responses;

import io.astreaming.json.token.JsonTokens;
import io.astreaming.json.token.WholeNumber;
import io.astreaming.jsontext.JsonText;
import io.astreaming.value.Deviation;
import jakarta.json.stream.JsonParser.Event;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads values of members. A value of another kind than expected is skipped and, unless it is null, a deviation. */
final class Values {
    private Values() {}

    /** Reads a string. */
    static @Nullable String string(JsonTokens in) {
        if (in.event() == Event.VALUE_STRING) {
            return in.string();
        }
        unexpected(in);
        return null;
    }

    /** Reads a text, which some servers send as the JSON that it should be the text of. */
    static @Nullable String text(JsonTokens in) {
        if (in.event() == Event.START_OBJECT || in.event() == Event.START_ARRAY) {
            in.deviation(Deviation.ARGUMENTS_NOT_A_STRING);
            return in.value().minified().text();
        }
        return string(in);
    }

    /** Reads a whole number. */
    static @Nullable Long number(JsonTokens in) {
        if (in.event() != Event.VALUE_NUMBER) {
            unexpected(in);
            return null;
        }
        Long canonical = in.canonical();
        return canonical == null ? WholeNumber.of(in.string()) : canonical;
    }

    /** Reads an index that isn't negative. */
    static @Nullable Integer index(JsonTokens in) {
        if (in.event() == Event.VALUE_STRING) {
            in.deviation(Deviation.UNEXPECTED_FORM);
            return WholeNumber.index(in.string());
        }
        Long number = number(in);
        return number == null || number < 0 || number > Integer.MAX_VALUE ? null : Integer.valueOf(number.intValue());
    }

    /** Reads the objects of an array, verbatim. */
    static List<JsonText> objects(JsonTokens in) {
        if (in.event() != Event.START_ARRAY) {
            unexpected(in);
            return List.of();
        }
        List<JsonText> objects = new ArrayList<>();
        while (in.element()) {
            in.count();
            boolean object = in.event() == Event.START_OBJECT;
            JsonText value = in.value();
            if (object) {
                objects.add(value);
            }
        }
        return objects;
    }

    /** Skips a value of another kind than expected. */
    static void unexpected(JsonTokens in) {
        if (in.event() != Event.VALUE_NULL) {
            in.deviation(Deviation.UNEXPECTED_FORM);
        }
        in.skip();
    }
}
