/**
 * A stand-in for a provider: replays recorded responses over real HTTP, with faults where a test asks for them. Start
 * at {@link io.astreaming.replay.ReplayServer}.
 */
@NullMarked
package io.astreaming.replay;

import org.jspecify.annotations.NullMarked;
