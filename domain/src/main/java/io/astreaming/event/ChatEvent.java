package io.astreaming.event;

/**
 * Something that happened in a stream, interpreted: no wire, no absences to check, no pieces without a home. The last event
 * of every stream is {@link StreamEnded}.
 *
 * <p>The set of permitted types may grow in a minor release: leave a default branch.
 */
public sealed interface ChatEvent
        permits StreamStarted, ChoiceEvent, UsageReported, ErrorReported, Unrecognized, StreamEnded {}
