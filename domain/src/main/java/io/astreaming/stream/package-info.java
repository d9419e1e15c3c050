/**
 * The entry point of the library: {@link io.astreaming.stream.Chat} opens streams, as an iterator, a publisher, a
 * callback or typed results.
 */
@NullMarked
package io.astreaming.stream;

import org.jspecify.annotations.NullMarked;
