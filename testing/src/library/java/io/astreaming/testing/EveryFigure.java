package io.astreaming.testing;

import io.astreaming.replay.Recording;
import io.astreaming.replay.ReplayServer;
import io.astreaming.replay.Reply;
import io.astreaming.request.ChatRequest;
import io.astreaming.request.Parameter;
import io.astreaming.request.ResponseFormat;
import io.astreaming.settings.RetryPolicy;
import io.astreaming.stream.Chat;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Two streams of which an observer can tell all that it ever tells: every parameter, every count, a retry, a failure.
 */
public final class EveryFigure {
    private static final ChatRequest REQUEST = ChatRequest.model("m")
            .user("hi")
            .set(Parameter.TEMPERATURE, 0.5)
            .set(Parameter.TOP_P, 0.5)
            .set(Parameter.FREQUENCY_PENALTY, 0.5)
            .set(Parameter.PRESENCE_PENALTY, 0.5)
            .set(Parameter.SEED, 7L)
            .set(Parameter.MAX_COMPLETION_TOKENS, 100)
            .set(Parameter.N, 2)
            .set(Parameter.REASONING_EFFORT, "low")
            .set(Parameter.SERVICE_TIER, "flex")
            .responseFormat(ResponseFormat.JSON_OBJECT)
            .build();

    private EveryFigure() {}

    /** Sends both streams through a chat that is observed. */
    public static void read(UnaryOperator<Chat> observe) throws Exception {
        Reply busy = Reply.status(503, "{}").header("Retry-After-Ms", "1");
        Reply whole = Reply.of(Recording.ofPayloads(
                List.of(
                        Streams.text("a"),
                        Streams.stop(),
                        "{\"id\":\"1\",\"model\":\"m\",\"choices\":[],\"usage\":{\"prompt_tokens\":11,"
                                + "\"completion_tokens\":7,\"prompt_tokens_details\":{\"cached_tokens\":5},"
                                + "\"cache_creation_input_tokens\":4,"
                                + "\"completion_tokens_details\":{\"reasoning_tokens\":3}}}"),
                false));
        try (ReplayServer server = ReplayServer.answering(busy, whole, Ending.TRUNCATED.reply())
                        .start();
                Chat chat = observe.apply(Chats.at(server, "k")).withRetry(RetryPolicy.DEFAULT)) {
            for (int i = 0; i < 2; i++) {
                var unused = ReadingFace.PULLED.read(chat, REQUEST);
            }
        }
    }
}
