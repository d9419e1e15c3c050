package io.astreaming.event;

import io.astreaming.value.ErrorDetail;

/**
 * The provider reported an error inside the stream.
 *
 * @param error the error
 */
public record ErrorReported(ErrorDetail error) implements ChatEvent {}
