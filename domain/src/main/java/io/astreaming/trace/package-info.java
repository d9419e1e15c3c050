/**
 * What happened when: the Markdown trace as pure text, and the timeline of a stream.
 */
@NullMarked
package io.astreaming.trace;

import org.jspecify.annotations.NullMarked;
