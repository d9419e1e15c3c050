package io.astreaming.jsontext;

import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** An object or array that is open, with what is known of it so far. Not thread-safe. */
final class OpenContainer {
    private static final int LONGEST_NAME = 40;

    final boolean object;
    private final Set<String> names = new HashSet<>();

    /** The member that is being read; empty in an array. */
    private String name = "";

    /** Whether the member's name has come, but nothing of its value that could be shown. */
    private boolean pending;

    private int index;

    /** Where the text could be cut before the value that came last. */
    int before;

    OpenContainer(boolean object) {
        this.object = object;
    }

    /** Takes a member's name. False if there was one of that name. */
    boolean named(String next) {
        name = next;
        pending = true;
        return names.add(next);
    }

    /** The value that is being read can be shown from now on. */
    void shown(int cut) {
        before = cut;
        pending = false;
    }

    void comma() {
        index++;
        name = "";
    }

    /** The outline of the value that is being read. */
    PartialVisibility child(PartialVisibility outline) {
        return object ? outline.member(name) : outline.element();
    }

    /**
     * Whether this may be shown with the members that can be shown; the last one, while it grows, may or may not be.
     */
    boolean isShown(PartialVisibility outline, boolean withLast) {
        return outline.shows(member -> names.contains(member) && ((withLast && !pending) || !member.equals(name)));
    }

    /** Adds this step to a path. Names that could be anything but a name are left out: content is quoted nowhere. */
    void describe(StringBuilder path) {
        if (!object) {
            path.append('[').append(index).append(']');
        } else if (!name.isEmpty()) {
            boolean plain = name.length() <= LONGEST_NAME && name.chars().allMatch(OpenContainer::isPlain);
            path.append('.').append(plain ? name : "*");
        }
    }

    private static boolean isPlain(int c) {
        return c == '_' || (c < 128 && Character.isLetterOrDigit(c));
    }

    /** The bracket that closes this. */
    char close() {
        return object ? '}' : ']';
    }

    /** What to read an object's or array's beginning as. */
    static @Nullable OpenContainer opened(char bracket) {
        return bracket == '{' ? new OpenContainer(true) : bracket == '[' ? new OpenContainer(false) : null;
    }
}
