package io.astreaming.value;

import org.jspecify.annotations.Nullable;

/**
 * Who speaks. An open value: words beyond the constants are kept as sent.
 *
 * @param value the word on the wire
 */
public record Role(String value) {
    /** Instructions of the application, as newer OpenAI models want them. */
    public static final Role DEVELOPER = new Role("developer");
    /** Instructions of the application. */
    public static final Role SYSTEM = new Role("system");
    /** The person. */
    public static final Role USER = new Role("user");
    /** The model. */
    public static final Role ASSISTANT = new Role("assistant");
    /** A tool's result. */
    public static final Role TOOL = new Role("tool");
    /** A function's result, in the older form. */
    public static final Role FUNCTION = new Role("function");

    /** Refuses an empty word: on the wire that means no role at all. */
    public Role {
        if (value.isEmpty()) {
            throw new IllegalArgumentException("a role must not be empty");
        }
    }

    /**
     * The role for a word, one of the constants where there is one.
     *
     * @param value the word on the wire, not empty
     * @return the role
     */
    public static Role of(String value) {
        return switch (value) {
            case "developer" -> DEVELOPER;
            case "system" -> SYSTEM;
            case "user" -> USER;
            case "assistant" -> ASSISTANT;
            case "tool" -> TOOL;
            case "function" -> FUNCTION;
            default -> new Role(value);
        };
    }

    // Written out, as a record's own is linked at run time: that would take 15 ms before a program's first token.
    @Override
    public boolean equals(@Nullable Object other) {
        return this == other || (other instanceof Role that && value.equals(that.value));
    }

    @Override
    public int hashCode() {
        return value.hashCode();
    }

    @Override
    public String toString() {
        return value;
    }
}
