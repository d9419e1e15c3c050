/**
 * What the provider said, chunk by chunk: values named after the members of the wire. Start at {@link io.astreaming.chunk.Chunk}.
 */
@NullMarked
package io.astreaming.chunk;

import org.jspecify.annotations.NullMarked;
