/**
 * The reference reading and the writing of chunks. Start at {@link io.astreaming.json.chunk.ReferenceChunkReader}. The
 * package is not exported.
 */
@NullMarked
package io.astreaming.json.chunk;

import org.jspecify.annotations.NullMarked;
