/**
 * What it means: chunks interpreted once, as events, and the events added up. Start at {@link io.astreaming.event.ChatEvent}.
 */
@NullMarked
package io.astreaming.event;

import org.jspecify.annotations.NullMarked;
