package io.astreaming.json.chunk;

import io.astreaming.json.token.JsonTokens;
import io.astreaming.jsontext.Extras;
import io.astreaming.jsontext.JsonText;
import io.astreaming.value.Deviation;
import org.jspecify.annotations.Nullable;

/** Reads a function's name and arguments, and keeps them until the next function. Not thread-safe. */
final class FunctionReader {
    private final ObjectMembers members = new ObjectMembers();
    private @Nullable String name;
    private @Nullable String arguments;

    /** Reads a function and returns its extras; its arguments are in a member of the given name. */
    Extras read(JsonTokens in, String argumentsMember) {
        forget();
        members.begin(in);
        for (String member = in.member(); member != null; member = in.member()) {
            if (member.equals("name")) {
                name = members.nonEmptyString(member);
            } else if (member.equals(argumentsMember)) {
                arguments = arguments(in, member, members);
            } else {
                members.other(member);
            }
        }
        return members.end();
    }

    @Nullable
    String name() {
        return name;
    }

    @Nullable
    String arguments() {
        return arguments;
    }

    void forget() {
        name = null;
        arguments = null;
    }

    /**
     * Returns the text of arguments. Numbers that JSON lacks stay as sent, so that no null in their place is mistaken
     * for an argument.
     */
    private static @Nullable String arguments(JsonTokens in, String member, ObjectMembers members) {
        int mark = in.mark();
        switch (in.event()) {
            case START_OBJECT, START_ARRAY -> {
                members.markSeen(member);
                in.deviation(Deviation.ARGUMENTS_NOT_A_STRING);
                JsonText value = in.value();
                members.keep(member, value);
                String sent = in.sent(mark);
                return sent == null ? value.minified().text() : sent;
            }
            default -> {
                String text = members.text(member);
                return text == null ? in.sent(mark) : text;
            }
        }
    }
}
