package io.astreaming.protocol.messages;

import io.astreaming.value.FinishReason;

/** What the words mean by which a message says why it stopped. */
final class StopReasons {
    static final String STOP_REASON = "stop_reason";
    private static final String END_TURN = "end_turn";
    private static final String STOP_SEQUENCE = "stop_sequence";
    private static final String TOOL_USE = "tool_use";

    private StopReasons() {}

    /** Returns the finish reason of a word; a word that isn't known stays as it is. */
    static FinishReason finishReason(String word) {
        return switch (word) {
            case END_TURN, STOP_SEQUENCE -> FinishReason.STOP;
            case TOOL_USE -> FinishReason.TOOL_CALLS;
            case "max_tokens", "model_context_window_exceeded" -> FinishReason.LENGTH;
            case "refusal" -> FinishReason.CONTENT_FILTER;
            default -> FinishReason.of(word);
        };
    }

    /** Returns whether a word says something else than the blocks. */
    static boolean contradicts(String word, boolean hasCalls) {
        return switch (word) {
            case END_TURN, STOP_SEQUENCE -> hasCalls;
            case TOOL_USE -> !hasCalls;
            default -> false;
        };
    }
}
