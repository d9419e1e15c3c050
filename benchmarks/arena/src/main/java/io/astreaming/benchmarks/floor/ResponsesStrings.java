package io.astreaming.benchmarks.floor;

/** Finds the pieces of text and arguments in the lines of the Responses API. */
public final class ResponsesStrings extends ContentStrings {
    /** A reader. */
    public ResponsesStrings() {
        super(names("\"delta\":\""));
    }
}
