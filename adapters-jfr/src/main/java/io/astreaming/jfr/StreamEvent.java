package io.astreaming.jfr;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Timespan;
import org.jspecify.annotations.Nullable;

/** A stream from its request to its end. Counts and times that aren't known are -1. */
@Name("astreaming.Stream")
@Label("Stream")
@Description("A streamed chat completion, from its request to its end")
@Category("Astreaming")
@StackTrace(false)
final class StreamEvent extends Event {
    @Label("Provider")
    @Nullable
    String provider;

    @Label("Host")
    @Nullable
    String host;

    @Label("Request Model")
    @Nullable
    String requestModel;

    @Label("Response Model")
    @Nullable
    String responseModel;

    @Label("Outcome")
    @Description("completed, truncated, failed, timed_out or cancelled")
    @Nullable
    String outcome;

    @Label("Error Type")
    @Nullable
    String errorType;

    @Label("Finish Reasons")
    @Nullable
    String finishReasons;

    @Label("Attempts")
    int attempts;

    @Label("Chunks")
    long chunks;

    @Label("Time to First Chunk")
    @Timespan
    long timeToFirstChunk = -1;

    @Label("Time to First Content")
    @Timespan
    long timeToFirstContent = -1;

    @Label("Longest Gap")
    @Timespan
    long longestGap = -1;

    @Label("Input Tokens")
    long inputTokens = -1;

    @Label("Output Tokens")
    long outputTokens = -1;

    @Label("Deviations")
    @Description("How often the stream deviated from the protocol")
    long deviations;
}
