package io.astreaming.protocol.responses;

/** What the pieces of an item say. */
public enum PartKind {
    /** The text of a message. */
    TEXT(ResponsesItem.MESSAGE),
    /** The refusal of a message. */
    REFUSAL(ResponsesItem.MESSAGE),
    /** A summary of reasoning. */
    SUMMARY(ResponsesItem.REASONING),
    /** Reasoning itself. */
    REASONING(ResponsesItem.REASONING),
    /** The arguments of a function's call. */
    ARGUMENTS(ResponsesItem.FUNCTION_CALL),
    /** The text for a custom tool. */
    INPUT(ResponsesItem.CUSTOM_TOOL_CALL);

    private final String itemType;

    PartKind(String itemType) {
        this.itemType = itemType;
    }

    /** {@return the type of the items that have such parts} */
    public String itemType() {
        return itemType;
    }

    boolean isOfCall() {
        return this == ARGUMENTS || this == INPUT;
    }
}
