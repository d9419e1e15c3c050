/**
 * A stand-in for a provider: replays recorded responses over real HTTP, so that clients can be tested offline, quickly and
 * always alike. Start at {@link io.astreaming.http.replay.ReplayServer}.
 */
@NullMarked
package io.astreaming.http.replay;

import org.jspecify.annotations.NullMarked;
