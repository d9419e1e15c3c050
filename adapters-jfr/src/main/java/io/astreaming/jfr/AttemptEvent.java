package io.astreaming.jfr;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Timespan;
import org.jspecify.annotations.Nullable;

/** An attempt, until its response begins or it fails. */
@Name("astreaming.Attempt")
@Label("Attempt")
@Description("An attempt to get an answer, until its response begins or the attempt fails")
@Category("Astreaming")
@StackTrace(false)
final class AttemptEvent extends Event {
    @Label("Host")
    @Nullable
    String host;

    @Label("Request Model")
    @Nullable
    String requestModel;

    @Label("Endpoint")
    @Description("The endpoint's name, if the chat has several")
    @Nullable
    String endpoint;

    @Label("Attempt")
    @Description("The attempt's number, starting at 1")
    int attempt;

    @Label("Status")
    @Description("The response's status; 0 if there is none")
    int status;

    @Label("Error Type")
    @Nullable
    String errorType;

    @Label("Pause")
    @Description("How long until the next attempt, if there is one")
    @Timespan
    long pause = StreamEvent.NO_TIME;
}
