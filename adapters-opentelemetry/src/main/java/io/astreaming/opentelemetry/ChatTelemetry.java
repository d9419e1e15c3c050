package io.astreaming.opentelemetry;

import io.astreaming.observation.AskedEndpoint;
import io.astreaming.observation.GenAiConventions;
import io.astreaming.port.StreamListener;
import io.astreaming.request.ChatRequest;
import io.astreaming.stream.Chat;
import io.opentelemetry.api.OpenTelemetry;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Records a span and the GenAI metrics of each stream of a chat:
 * {@code chat = ChatTelemetry.of(openTelemetry).observe(chat)}.
 *
 * <p>The span begins when the stream is asked for and ends with its outcome; its parent is the span that is current on
 * the thread that asks or subscribes. Each attempt is sent while the stream's span is current, and with its context in
 * the request's headers, so that the spans of an HTTP client and of the server become its children. Nothing of a
 * request's or an answer's content is recorded unless {@link #withContent} asks for it, and nothing here can end a
 * stream.
 *
 * <p>Immutable and thread-safe; the {@code with} methods return changed copies.
 *
 * @see <a href="https://github.com/open-telemetry/semantic-conventions-genai">Conventions for generative AI</a>
 */
public final class ChatTelemetry {
    private final OpenTelemetry openTelemetry;
    private final GenAiConventions conventions;
    private final @Nullable String provider;
    private final @Nullable UnaryOperator<String> content;
    private final Instruments instruments;

    private ChatTelemetry(
            OpenTelemetry openTelemetry,
            GenAiConventions conventions,
            @Nullable String provider,
            @Nullable UnaryOperator<String> content,
            Instruments instruments) {
        this.openTelemetry = openTelemetry;
        this.conventions = conventions;
        this.provider = provider;
        this.content = content;
        this.instruments = instruments;
    }

    /**
     * Creates telemetry with the names that the {@linkplain GenAiConventions#ofEnvironment() environment} asks for.
     *
     * @param openTelemetry receives spans and metrics, and propagates the context of a span
     * @return the telemetry
     */
    public static ChatTelemetry of(OpenTelemetry openTelemetry) {
        Objects.requireNonNull(openTelemetry, "openTelemetry");
        GenAiConventions conventions = GenAiConventions.ofEnvironment();
        return new ChatTelemetry(openTelemetry, conventions, null, null, new Instruments(openTelemetry, conventions));
    }

    /**
     * Returns a copy with other names of metrics and attributes.
     *
     * @param other the generation of the conventions
     * @return a changed copy
     */
    public ChatTelemetry withConventions(GenAiConventions other) {
        return new ChatTelemetry(openTelemetry, other, provider, content, new Instruments(openTelemetry, other));
    }

    /**
     * Returns a copy that names the provider itself, for an endpoint whose host doesn't tell who answers, such as a
     * gateway. By default the provider follows from the host of the chat's endpoint.
     *
     * @param name the value of {@code gen_ai.provider.name}
     * @return a changed copy
     */
    public ChatTelemetry withProvider(String name) {
        Objects.requireNonNull(name, "name");
        return new ChatTelemetry(openTelemetry, conventions, name, content, instruments);
    }

    /**
     * Returns a copy whose spans have the messages of requests and answers, as the conventions' opt-in attributes
     * {@code gen_ai.input.messages} and {@code gen_ai.output.messages}. These are prompts and answers in full: check
     * who may read the backend first.
     *
     * @param redactor changes each text before it is recorded, such as to mask personal data; it runs at the end of the
     *     stream, on the thread that reads it. If it throws or returns null, nothing that it hasn't seen is recorded:
     *     the span has no more messages, and the exception goes where {@link StreamListener} says
     * @return a changed copy
     */
    public ChatTelemetry withContent(UnaryOperator<String> redactor) {
        Objects.requireNonNull(redactor, "redactor");
        UnaryOperator<String> checked =
                text -> Objects.requireNonNull(redactor.apply(text), "the redactor returned null");
        return new ChatTelemetry(openTelemetry, conventions, provider, checked, instruments);
    }

    /**
     * Returns a copy of a chat whose streams are observed.
     *
     * @param chat any chat
     * @return the chat with one more listener
     */
    public Chat observe(Chat chat) {
        return chat.withListener(listeners(chat.endpoint()));
    }

    /**
     * Returns a factory of listeners, for a chat of a framework that takes one.
     *
     * @param endpoint the base URL that the chat asks; null if there is none to name
     * @return the factory for {@link Chat#withListener}
     */
    public Function<ChatRequest, StreamListener> listeners(@Nullable String endpoint) {
        AskedEndpoint asked = AskedEndpoint.of(endpoint, provider);
        SpanFactory spans = new SpanFactory(openTelemetry, asked, conventions, content);
        return request -> new ObservedStream(request, asked, spans, instruments);
    }
}
