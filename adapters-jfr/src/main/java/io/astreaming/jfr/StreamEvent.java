package io.astreaming.jfr;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Timespan;
import org.jspecify.annotations.Nullable;

/** A stream from its request to its end. */
@Name("astreaming.Stream")
@Label("Stream")
@Description("A streamed chat completion, from its request to its end")
@Category("Astreaming")
@StackTrace(false)
final class StreamEvent extends Event {
    /** A time that isn't known; Flight Recorder's tools show it as N/A. */
    static final long NO_TIME = Long.MIN_VALUE;

    /** A count that isn't known. */
    static final long NO_COUNT = -1;

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

    @Label("Elapsed")
    @Description("The time from the request to the end; the event's own duration lacks what came before the recording")
    @Timespan
    long elapsed = NO_TIME;

    @Label("Queued")
    @Description("How long the stream waited for its turn at a limiter, if it did")
    @Timespan
    long queued = NO_TIME;

    @Label("Time to First Chunk")
    @Timespan
    long timeToFirstChunk = NO_TIME;

    @Label("Time to First Content")
    @Timespan
    long timeToFirstContent = NO_TIME;

    @Label("Longest Gap")
    @Timespan
    long longestGap = NO_TIME;

    @Label("Input Tokens")
    @Description("-1 if the provider didn't count them")
    long inputTokens = NO_COUNT;

    @Label("Output Tokens")
    @Description("-1 if the provider didn't count them")
    long outputTokens = NO_COUNT;

    @Label("Deviations")
    @Description("How often the stream deviated from the protocol")
    long deviations;
}
