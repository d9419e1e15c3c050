package io.astreaming.observation;

/**
 * A metric under the name of one generation of the conventions.
 *
 * @param name the metric's name, such as {@code gen_ai.client.operation.duration}
 * @param unit {@code s} for seconds, {@code token} for tokens, otherwise what is counted, such as {@code stream}
 * @param description what the metric measures, in one sentence for a backend's page
 */
public record Metric(String name, String unit, String description) {}
