package io.astreaming.jsontext;

import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** An object or array whose end hasn't arrived, with its state so far. Not thread-safe. */
final class OpenContainer {
    private static final int LONGEST_NAME = 40;

    final boolean object;
    private final Set<String> names = new HashSet<>();

    /** The member that is being read; empty in an array. */
    private String name = "";

    /** Whether the member's name has arrived, but nothing of its value that can be shown. */
    private boolean pending;

    private int index;

    /** Where the text can be cut before the last value. */
    int before;

    OpenContainer(boolean object) {
        this.object = object;
    }

    /** Starts a member. Returns false if the object already has a member of that name. */
    boolean named(String next) {
        name = next;
        pending = true;
        return names.add(next);
    }

    /** Marks the value that is being read as one that can be shown. */
    void shown(int cut) {
        before = cut;
        pending = false;
    }

    void comma() {
        index++;
        name = "";
    }

    /** Returns the visibility of the value that is being read. */
    PartialVisibility child(PartialVisibility outline) {
        return object ? outline.member(name) : outline.element();
    }

    /**
     * Returns whether this may be shown with the members that can be shown; {@code withLast} says whether the last one,
     * which still grows, is among them.
     */
    boolean isShown(PartialVisibility outline, boolean withLast) {
        return outline.shows(member -> names.contains(member) && ((withLast && !pending) || !member.equals(name)));
    }

    /**
     * Appends this step to a path. Long or unusual names are replaced by {@code *}, so that a path never quotes
     * content.
     */
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

    /** Returns the closing bracket. */
    char close() {
        return object ? '}' : ']';
    }

    /** Returns the container that a bracket opens; null if the character opens none. */
    static @Nullable OpenContainer opened(char bracket) {
        return bracket == '{' ? new OpenContainer(true) : bracket == '[' ? new OpenContainer(false) : null;
    }
}
