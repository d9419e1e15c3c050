package io.astreaming.gateway;

import io.astreaming.json.JsonbChatCodec;
import io.astreaming.jsontext.JsonText;
import io.astreaming.jsontext.JsonWriter;
import io.astreaming.port.EncodedRequest;
import io.astreaming.port.ResponseHead;
import io.astreaming.port.StreamListener;
import io.astreaming.request.ChatRequest;
import io.astreaming.request.Headers;
import io.astreaming.settings.RetryPolicy;
import io.astreaming.stream.Chat;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Answers requests for chat completions, as clients of OpenAI send them, with a provider of any protocol. Answers are streamed if
 * the client asks for a stream, otherwise they come in one piece. A refusal keeps its status and {@code Retry-After}, and every
 * error has OpenAI's form. What has no place in chat completions is left out: items, signatures, the provider's own tools.
 *
 * <pre>{@code
 * try (GatewayResponse response = gateway.answer(body)) {
 *     http.start(response.status(), response.headers());
 *     response.writeTo(http.body());
 * }
 * }</pre>
 *
 * <p>The gateway sends no request twice, since clients of OpenAI retry themselves. Thread-safe.
 */
public final class ChatGateway {
    private static final String PATH = "/chat/completions";
    private static final String STREAM = "stream";
    private static final String STREAM_OPTIONS = "stream_options";
    private static final String INCLUDE_USAGE = "include_usage";
    private static final JsonText TRUE = new JsonText("true");

    private final Chat chat;
    private final JsonbChatCodec codec = new JsonbChatCodec();

    private ChatGateway(Chat chat) {
        this.chat = chat;
    }

    /**
     * Creates a gateway.
     *
     * @param chat asks the provider, in whichever protocol; the caller closes it
     * @return a gateway to keep
     */
    public static ChatGateway over(Chat chat) {
        return new ChatGateway(chat.withRetry(RetryPolicy.NONE));
    }

    /**
     * Asks the provider what a client asks. Returns when the answer's first piece, its refusal, or the whole answer has come; a
     * provider that has accepted the request and is silent for two seconds counts as one that answers.
     *
     * @param body the client's request, JSON
     * @return the response, which the caller closes
     */
    public GatewayResponse answer(byte[] body) {
        return answer(body, Headers.NONE);
    }

    /**
     * Asks the provider what a client asks, with headers such as the client's own key.
     *
     * @param body the client's request, JSON
     * @param toProvider headers for the provider, which replace those of the chat
     * @return the response, which the caller closes
     */
    public GatewayResponse answer(byte[] body, Headers toProvider) {
        Wish wish;
        try {
            wish = read(body, toProvider);
        } catch (IllegalArgumentException e) {
            return GatewayResponse.of(ErrorAnswer.badRequest(e));
        }
        UpstreamAnswer upstream = new UpstreamAnswer();
        chat.withListener(request -> new StreamListener() {
                    @Override
                    public void responseStarted(int attempt, ResponseHead head) {
                        upstream.accepted(head);
                    }
                })
                .receivedPublisher(wish.request())
                .subscribe(upstream);
        return wish.streamed()
                ? GatewayResponse.streamed(upstream, new ChatChunks(codec, wish.usage()))
                : GatewayResponse.whole(upstream, codec);
    }

    /** What a client asks: the request for the provider, and the form of the answer. */
    private record Wish(ChatRequest request, boolean streamed, boolean usage) {}

    /** The provider is always asked for a stream; whether the client gets one, and the usage in it, is told beside it. */
    private Wish read(byte[] body, Headers toProvider) {
        JsonText json = JsonText.of(new String(body, StandardCharsets.UTF_8));
        if (!json.text().stripLeading().startsWith("{")) {
            throw new IllegalArgumentException("the request's body is JSON, but not an object");
        }
        Map<String, JsonText> members = new LinkedHashMap<>(json.members());
        boolean streamed = isTrue(members.get(STREAM));
        members.put(STREAM, TRUE);
        Map<String, JsonText> options = new LinkedHashMap<>(options(members.get(STREAM_OPTIONS)));
        boolean usage = isTrue(options.get(INCLUDE_USAGE));
        options.remove(INCLUDE_USAGE);
        if (usage || !streamed) {
            options.put(INCLUDE_USAGE, TRUE);
        }
        members.remove(STREAM_OPTIONS);
        if (!options.isEmpty()) {
            members.put(STREAM_OPTIONS, new JsonWriter().tree(options).text());
        }
        byte[] changed = new JsonWriter().tree(members).text().text().getBytes(StandardCharsets.UTF_8);
        ChatRequest.Builder request = codec.decode(EncodedRequest.of(PATH, changed)).toBuilder();
        Objects.requireNonNull(toProvider, "toProvider").values().forEach(request::header);
        return new Wish(request.build(), streamed, usage);
    }

    private static Map<String, JsonText> options(@Nullable JsonText sent) {
        if (sent == null || sent.isNull()) {
            return Map.of();
        }
        if (!sent.text().startsWith("{")) {
            throw new IllegalArgumentException("stream_options has to be an object");
        }
        return sent.members();
    }

    private static boolean isTrue(@Nullable JsonText value) {
        return value != null && value.text().equals("true");
    }

    /** Shows nothing of a request. */
    @Override
    public String toString() {
        return "ChatGateway";
    }
}
