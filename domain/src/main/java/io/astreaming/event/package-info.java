/**
 * What a stream means, event by event. Start at {@link io.astreaming.event.ChatEvent}.
 */
@NullMarked
package io.astreaming.event;

import org.jspecify.annotations.NullMarked;
