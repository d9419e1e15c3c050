package io.astreaming.chunk;

/** How many tokens were counted, if the provider said so. */
public sealed interface Usage permits TokenUsage, UsageNotReported {}
