/**
 * The settings of streams: API key, limits, timeouts, retries. Start at {@link io.astreaming.settings.StreamTimeouts}.
 */
@NullMarked
package io.astreaming.settings;

import org.jspecify.annotations.NullMarked;
