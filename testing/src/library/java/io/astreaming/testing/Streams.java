package io.astreaming.testing;

import io.astreaming.jsontext.JsonText;
import io.astreaming.replay.Recording;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Streams made up for tests. */
public final class Streams {
    /** The model thinks, and calls {@code weather} for Oslo. */
    public static final List<String> TOOL_CALL = List.of(
            chunk("{\"role\":\"assistant\",\"reasoning_content\":\"Where?\"}", "null"),
            chunk(
                    "{\"tool_calls\":[{\"index\":0,\"id\":\"c1\",\"type\":\"function\",\"extra_content\":{\"s\":1},"
                            + "\"function\":{\"name\":\"weather\",\"arguments\":\"{\\\"city\\\":\\\"Oslo\\\"}\"}}]}",
                    "null"),
            chunk("{}", "\"tool_calls\""));
    /** What it answers with the result. */
    public static final List<String> TOOL_ANSWER = List.of(text("Take a "), text("coat."), stop());

    private Streams() {}

    /** A chunk with a delta; both are JSON. */
    public static String chunk(String delta, String finishReason) {
        return "{\"id\":\"1\",\"model\":\"m\",\"choices\":[{\"index\":0,\"delta\":" + delta + ",\"finish_reason\":"
                + finishReason + "}]}";
    }

    public static String text(String piece) {
        return chunk("{\"content\":" + JsonText.ofString(piece) + "}", "null");
    }

    public static String stop() {
        return chunk("{}", "\"stop\"");
    }

    /** Text in pieces, then the finish reason, then {@code [DONE]}. */
    public static Recording whole(String... pieces) {
        List<String> payloads =
                new ArrayList<>(Arrays.stream(pieces).map(Streams::text).toList());
        payloads.add(stop());
        return Recording.ofPayloads(payloads, true);
    }

    /** Text that stops in the middle. */
    public static Recording cut(String... pieces) {
        return Recording.ofPayloads(Arrays.stream(pieces).map(Streams::text).toList(), false);
    }
}
