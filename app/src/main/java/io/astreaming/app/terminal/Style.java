package io.astreaming.app.terminal;

/** How a line stands out on a terminal that shows colours. */
public enum Style {
    /** Not at all. */
    PLAIN(""),
    /** Less than the rest: what stands beside the answer. */
    DIM("2"),
    /** What the model wants to be done: a tool call. */
    CALL("36"),
    /** Something to look at, such as a deviation from the protocol. */
    WARNING("33"),
    /** What went wrong. */
    ERROR("31");

    private final String code;

    Style(String code) {
        this.code = code;
    }

    /** Returns a text, which must be safe to print, between the sequences that begin and end the style. */
    String on(String text) {
        return this == PLAIN || text.isEmpty() ? text : "\u001b[" + code + "m" + text + "\u001b[0m";
    }
}
