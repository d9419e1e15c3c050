package io.astreaming.value;

import org.jspecify.annotations.Nullable;

/**
 * The role of a message's author. The set of values is open: words beyond the constants are kept verbatim.
 *
 * @param value the word on the wire
 */
public record Role(String value) {
    /** Instructions of the application, as newer OpenAI models expect them. */
    public static final Role DEVELOPER = new Role("developer");
    /** Instructions of the application. */
    public static final Role SYSTEM = new Role("system");
    /** The user. */
    public static final Role USER = new Role("user");
    /** The model. */
    public static final Role ASSISTANT = new Role("assistant");
    /** A tool's result. */
    public static final Role TOOL = new Role("tool");
    /** A function's result, in the older form. */
    public static final Role FUNCTION = new Role("function");

    /** Rejects an empty word, which on the wire means no role at all. */
    public Role {
        if (value.isEmpty()) {
            throw new IllegalArgumentException("a role must not be empty");
        }
    }

    /**
     * Returns the role for a word, one of the constants if there is one for it.
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

    // Written out, since a record's generated methods are linked at run time, which would delay a program's first token
    // by 15 ms.
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
