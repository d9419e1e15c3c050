/**
 * Turns chunks into events, and assembles events into a completion. Each delta is interpreted once. Deviations of the
 * framing are healed in {@code sse}, those of a chunk's JSON in {@code json.chunk}, a last event without its end in
 * {@code engine}, and those of the chunks' sequence here; all are counted here. Start at {@link
 * io.astreaming.interpret.ChunkInterpreter}. The package is not exported.
 */
@NullMarked
package io.astreaming.interpret;

import org.jspecify.annotations.NullMarked;
