package io.astreaming.event;

import io.astreaming.value.TokenUsage;

/**
 * The provider counted tokens. The last report counts; they don't add up.
 *
 * @param usage the counts
 */
public record UsageReported(TokenUsage usage) implements ChatEvent {}
