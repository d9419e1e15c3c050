package io.astreaming.event;

/**
 * The first sign of a choice.
 *
 * @param choice the choice's index
 */
public record ChoiceStarted(int choice) implements ChoiceEvent {}
