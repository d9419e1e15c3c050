/**
 * The formats of recorded streams, and what is in a recording of each. The package is exported to the command line
 * alone. Start at {@link io.astreaming.replay.format.RecordingFormat}.
 */
@NullMarked
package io.astreaming.replay.format;

import org.jspecify.annotations.NullMarked;
