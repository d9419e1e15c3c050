/**
 * The failures of a stream, as one sealed tree of unchecked exceptions. Start at
 * {@link io.astreaming.error.ChatException}.
 */
@NullMarked
package io.astreaming.error;

import org.jspecify.annotations.NullMarked;
