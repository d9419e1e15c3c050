package io.astreaming.event;

import io.astreaming.completion.Outcome;

/**
 * The stream has ended: the last event.
 *
 * @param outcome how it ended, with all that arrived
 */
public record StreamEnded(Outcome outcome) implements ChatEvent {}
