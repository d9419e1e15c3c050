/**
 * Writes and reads the Markdown trace of a stream, as pure text. Start at {@link io.astreaming.trace.MarkdownTrace}.
 */
@NullMarked
package io.astreaming.trace;

import org.jspecify.annotations.NullMarked;
