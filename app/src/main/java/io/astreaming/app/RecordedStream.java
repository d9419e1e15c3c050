package io.astreaming.app;

import io.astreaming.http.replay.Recording;
import java.util.List;
import java.util.Set;

/**
 * A stream that was kept, read whole.
 *
 * @param name the file's name as the user gave it
 * @param format the form in which it was kept
 * @param recording the body as it goes over the wire
 * @param done whether {@code [DONE]} stands in it; the recording has it wherever nothing was cut off
 * @param payloads what its events say, {@code [DONE]} aside; JSON of Markdown traces on one line
 * @param more what else there is, which a form that knows payloads alone can't hold
 */
record RecordedStream(
        String name, Format format, Recording recording, boolean done, List<String> payloads, Set<String> more) {}
