package io.astreaming.protocol.messages;

/** What a piece of text belongs to. */
public enum PieceKind {
    /** The answer's text: {@code text_delta}. */
    TEXT("text", "text"),
    /** The model's reasoning: {@code thinking_delta}. */
    THINKING("thinking", "thinking"),
    /** The JSON of a tool's input: {@code input_json_delta}. */
    INPUT("tool_use", "partial_json");

    private static final String TOOL_USE = "tool_use";
    private static final String RESULT = "_result";

    /** The type of the blocks that consist of such pieces. */
    final String block;

    private final String member;

    PieceKind(String block, String member) {
        this.block = block;
        this.member = member;
    }

    /** {@return the name of the delta's member that has the text} */
    public String member() {
        return member;
    }

    /** Returns whether a block of a type may have such pieces; one of an unknown type may have any. */
    boolean fits(String type) {
        return switch (type) {
            case "text", "thinking", "redacted_thinking" -> type.equals(block);
            default -> type.endsWith(TOOL_USE) ? this == INPUT : !type.endsWith(RESULT);
        };
    }
}
