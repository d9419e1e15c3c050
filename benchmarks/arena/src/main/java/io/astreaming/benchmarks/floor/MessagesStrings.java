package io.astreaming.benchmarks.floor;

/** Finds the pieces of text and input in the lines of the Messages API. */
public final class MessagesStrings extends ContentStrings {
    /** A reader. */
    public MessagesStrings() {
        super(names("\"text\":\"", "\"partial_json\":\""));
    }
}
