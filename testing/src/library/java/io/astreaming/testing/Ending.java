package io.astreaming.testing;

import io.astreaming.replay.Recording;
import io.astreaming.replay.Reply;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The ways in which a stream ends, as a server makes them, and what observers say of each. */
public enum Ending {
    COMPLETED(Reply.of(answer()), "completed", null),
    REJECTED(Reply.status(400, error()), "failed", "400"),
    FAILED(Reply.of(Recording.ofPayloads(List.of(Streams.text("Hel"), error()), false)), "failed", "provider"),
    MALFORMED(Reply.of(Recording.ofPayloads(List.of(Streams.text("Hel"), "{\"choices\":["), false)), "failed", "malformed"),
    TRUNCATED(Reply.of(answer()).afterFrame(1).cut(), "truncated", "truncated"),
    TIMED_OUT(Reply.of(answer()).afterFrame(1).stall(), "timed_out", "timeout");

    /** Stands in what the server sends, and may stand in nothing that is observed. */
    public static final String PLANTED = "planted-words-of-the-provider";

    private final Reply reply;
    private final String outcome;
    private final @Nullable String errorType;

    Ending(Reply reply, String outcome, @Nullable String errorType) {
        this.reply = reply;
        this.outcome = outcome;
        this.errorType = errorType;
    }

    public Reply reply() {
        return reply;
    }

    public String outcome() {
        return outcome;
    }

    public @Nullable String errorType() {
        return errorType;
    }

    /** An answer in two pieces, with usage at the end. */
    private static Recording answer() {
        List<String> payloads = new ArrayList<>();
        payloads.add(Streams.text("Hello, "));
        payloads.add(Streams.text(PLANTED));
        payloads.add(Streams.stop());
        payloads.add("{\"id\":\"1\",\"model\":\"m\",\"choices\":[],\"usage\":{\"prompt_tokens\":11,\"completion_tokens\":7,"
                + "\"total_tokens\":18,\"prompt_tokens_details\":{\"cached_tokens\":5},"
                + "\"completion_tokens_details\":{\"reasoning_tokens\":3}}}");
        return Recording.ofPayloads(payloads, true);
    }

    private static String error() {
        return "{\"error\":{\"message\":\"" + PLANTED + "\",\"type\":\"" + PLANTED + "\",\"code\":\"" + PLANTED + "\"}}";
    }
}
