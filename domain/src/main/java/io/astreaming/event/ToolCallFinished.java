package io.astreaming.event;

import io.astreaming.completion.ToolCall;

/**
 * A call is whole and may be run: its choice ended well, and its arguments are JSON or none. Comes once, when the
 * stream has ended: only then can nothing more belong to the call.
 *
 * @param choice the choice's index
 * @param call which of the choice's calls; {@link ToolCallStarted#FUNCTION_CALL} for the older form
 * @param toolCall the call
 */
public record ToolCallFinished(int choice, int call, ToolCall toolCall) implements ChoiceEvent {}
