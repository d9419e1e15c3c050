/** Spans and metrics of streams through OpenTelemetry. */
@NullMarked
package io.astreaming.opentelemetry;

import org.jspecify.annotations.NullMarked;
