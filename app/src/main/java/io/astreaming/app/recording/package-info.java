/**
 * Reads, writes, converts and serves recordings in all formats. Start at {@link
 * io.astreaming.app.recording.RecordingReader}.
 */
@NullMarked
package io.astreaming.app.recording;

import org.jspecify.annotations.NullMarked;
