package io.astreaming.value;

/** How many tokens were counted, if the provider said so. */
public sealed interface Usage permits TokenUsage, UsageNotReported {}
