package io.astreaming.event;

import io.astreaming.chunk.FinishReason;

/**
 * A choice finished. It comes again only if the provider changes its mind about the reason.
 *
 * @param choice the choice's index
 * @param finishReason why it ended
 */
public record ChoiceFinished(int choice, FinishReason finishReason) implements ChoiceEvent {}
