/**
 * Turns chunks into events, and assembles events to a completion. Each delta is interpreted once, and here every
 * deviation from the protocol is healed and counted. Start at {@link io.astreaming.interpret.ChunkInterpreter}. The
 * package is not exported.
 */
@NullMarked
package io.astreaming.interpret;

import org.jspecify.annotations.NullMarked;
