package io.astreaming.jfr;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Threshold;
import org.jspecify.annotations.Nullable;

/** A long wait between two chunks. */
@Name("astreaming.Stall")
@Label("Stall")
@Description("A wait between two chunks of a stream")
@Category("Astreaming")
@StackTrace(false)
@Threshold("1 s")
final class StallEvent extends Event {
    @Label("Host")
    @Nullable
    String host;

    @Label("Request Model")
    @Nullable
    String requestModel;

    @Label("Chunks")
    @Description("How many chunks had arrived before the wait")
    long chunks;
}
