/**
 * What was said in the end and how the stream ended. Start at {@link io.astreaming.completion.Outcome}.
 */
@NullMarked
package io.astreaming.completion;

import org.jspecify.annotations.NullMarked;
