/**
 * The Markdown trace of a stream as pure text: written, and read back. Start at {@link
 * io.astreaming.trace.MarkdownTrace}.
 */
@NullMarked
package io.astreaming.trace;

import org.jspecify.annotations.NullMarked;
