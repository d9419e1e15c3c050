/**
 * What the provider said, in the words of the wire: chunk, choice, delta. Start at {@link io.astreaming.chunk.Chunk}.
 */
@NullMarked
package io.astreaming.chunk;

import org.jspecify.annotations.NullMarked;
