/**
 * The front door, {@link io.astreaming.stream.Chat}, and the conductor behind it.
 */
@NullMarked
package io.astreaming.stream;

import org.jspecify.annotations.NullMarked;
