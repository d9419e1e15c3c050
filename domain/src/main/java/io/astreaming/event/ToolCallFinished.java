package io.astreaming.event;

import io.astreaming.completion.ToolCall;

/**
 * A call is complete and may be run: its choice ended well, and its arguments are JSON or empty. Emitted once for each
 * complete call, when the stream has ended: only then is it certain that nothing more belongs to the call.
 *
 * @param choice the choice's index
 * @param call the call's number within the choice, from 0; {@link ToolCallStarted#FUNCTION_CALL} for the older form
 * @param toolCall the call
 */
public record ToolCallFinished(int choice, int call, ToolCall toolCall) implements ChoiceEvent {}
