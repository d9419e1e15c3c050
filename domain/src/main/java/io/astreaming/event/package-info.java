/**
 * What happens in a stream, as interpreted events. Start at {@link io.astreaming.event.ChatEvent}.
 */
@NullMarked
package io.astreaming.event;

import org.jspecify.annotations.NullMarked;
