/**
 * Trace files that the {@code chat} command writes. Start at {@link io.astreaming.app.trace.TraceFiles}.
 */
@NullMarked
package io.astreaming.app.trace;

import org.jspecify.annotations.NullMarked;
