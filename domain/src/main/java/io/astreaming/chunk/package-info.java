/**
 * What the provider sent, in the terms of the wire format: chunk, choice, delta. Start at
 * {@link io.astreaming.chunk.Chunk}.
 */
@NullMarked
package io.astreaming.chunk;

import org.jspecify.annotations.NullMarked;
