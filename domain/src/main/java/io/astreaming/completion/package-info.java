/**
 * The content of a stream as a whole, and how the stream ended. Start at {@link io.astreaming.completion.Outcome}.
 */
@NullMarked
package io.astreaming.completion;

import org.jspecify.annotations.NullMarked;
