package io.astreaming.value;

/** The token counts that the provider reported, or {@link UsageNotReported}. */
public sealed interface Usage permits TokenUsage, UsageNotReported {}
