/**
 * Recordings in their formats: read, written, converted, served. Start at {@link
 * io.astreaming.app.recording.RecordingReader}.
 */
@NullMarked
package io.astreaming.app.recording;

import org.jspecify.annotations.NullMarked;
