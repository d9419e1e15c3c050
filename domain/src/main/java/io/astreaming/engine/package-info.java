/**
 * The engine of one stream: bytes in, events out. It does no I/O and uses no threads, and the time is
 * passed in. Start at
 * {@link io.astreaming.engine.StreamEngine}.
 */
@NullMarked
package io.astreaming.engine;

import org.jspecify.annotations.NullMarked;
