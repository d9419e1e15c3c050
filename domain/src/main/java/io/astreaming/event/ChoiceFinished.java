package io.astreaming.event;

import io.astreaming.value.FinishReason;

/**
 * A choice finished. Emitted once for each choice, when the stream has ended, after the choice's calls: some providers
 * send finish reasons too early, and the last one counts.
 *
 * @param choice the choice's index
 * @param finishReason why it ended
 */
public record ChoiceFinished(int choice, FinishReason finishReason) implements ChoiceEvent {}
