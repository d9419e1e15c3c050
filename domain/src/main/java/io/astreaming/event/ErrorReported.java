package io.astreaming.event;

import io.astreaming.value.ErrorDetail;

/**
 * The provider reported an error inside the stream.
 *
 * @param error what it said
 */
public record ErrorReported(ErrorDetail error) implements ChatEvent {}
