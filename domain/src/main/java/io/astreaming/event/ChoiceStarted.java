package io.astreaming.event;

/**
 * A choice appeared in the stream for the first time.
 *
 * @param choice the choice's index
 */
public record ChoiceStarted(int choice) implements ChoiceEvent {}
