/**
 * A test double for providers: replays recorded responses over real HTTP, with the faults that a test asks for. Start
 * at {@link io.astreaming.replay.ReplayServer}.
 */
@NullMarked
package io.astreaming.replay;

import org.jspecify.annotations.NullMarked;
