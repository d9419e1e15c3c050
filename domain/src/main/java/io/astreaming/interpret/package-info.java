/**
 * Turns chunks into events and adds events up to a completion. Each delta is interpreted once, and here every departure
 * from the protocol is healed and counted. Start at {@link io.astreaming.interpret.ChunkInterpreter}. The package is
 * not exported.
 */
@NullMarked
package io.astreaming.interpret;

import org.jspecify.annotations.NullMarked;
