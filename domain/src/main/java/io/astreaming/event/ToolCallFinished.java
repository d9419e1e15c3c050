package io.astreaming.event;

import io.astreaming.completion.ToolCall;

/**
 * A call is whole and may be run: its choice finished, and wasn't cut.
 *
 * @param choice the choice's index
 * @param call which of the choice's calls; {@link ToolCallStarted#FUNCTION_CALL} for the older form
 * @param toolCall the call
 */
public record ToolCallFinished(int choice, int call, ToolCall toolCall) implements ChoiceEvent {}
