/**
 * Converts recorded streams to answers in one piece. The package is not exported. Start at {@link
 * io.astreaming.replay.completion.WholeAnswer}.
 */
@NullMarked
package io.astreaming.replay.completion;

import org.jspecify.annotations.NullMarked;
