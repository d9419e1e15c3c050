/** Metrics and observations of streams through Micrometer. */
@NullMarked
package io.astreaming.micrometer;

import org.jspecify.annotations.NullMarked;
