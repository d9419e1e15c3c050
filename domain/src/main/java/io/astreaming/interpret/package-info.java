/**
 * Turns chunks into events, and assembles events into a completion. Each delta is interpreted once, and this package
 * heals and counts every deviation from the protocol. Start at {@link io.astreaming.interpret.ChunkInterpreter}. The
 * package is not exported.
 */
@NullMarked
package io.astreaming.interpret;

import org.jspecify.annotations.NullMarked;
