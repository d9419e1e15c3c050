package io.astreaming.micrometer;

import io.astreaming.observation.AskedEndpoint;
import io.astreaming.observation.GenAiConventions;
import io.astreaming.port.StreamListener;
import io.astreaming.request.ChatRequest;
import io.astreaming.stream.Chat;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.observation.ObservationRegistry;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Records the GenAI metrics of each stream of a chat: {@code chat = ChatMetrics.of(registry).observe(chat)}. With
 * {@link #withObservations} each stream is an observation too, from which Micrometer Tracing makes a span.
 *
 * <p>Times are timers, numbers of tokens are summaries, both with the conventions' buckets. Every meter always has the
 * same tags, as Prometheus requires; a tag without a value is {@code none}. Nothing of a request's or an answer's
 * content is recorded, and nothing here can end a stream.
 *
 * <p>Immutable and thread-safe; the {@code with} methods return changed copies.
 */
public final class ChatMetrics {
    private final MeterRegistry registry;
    private final ObservationRegistry observations;
    private final GenAiConventions conventions;
    private final @Nullable String provider;
    private final Meters meters;

    private ChatMetrics(
            MeterRegistry registry,
            ObservationRegistry observations,
            GenAiConventions conventions,
            @Nullable String provider,
            Meters meters) {
        this.registry = registry;
        this.observations = observations;
        this.conventions = conventions;
        this.provider = provider;
        this.meters = meters;
    }

    /**
     * Creates metrics with the names that the {@linkplain GenAiConventions#ofEnvironment() environment} asks for.
     *
     * @param registry receives the metrics
     * @return the metrics
     */
    public static ChatMetrics of(MeterRegistry registry) {
        Objects.requireNonNull(registry, "registry");
        GenAiConventions conventions = GenAiConventions.ofEnvironment();
        return new ChatMetrics(
                registry, ObservationRegistry.NOOP, conventions, null, new Meters(registry, conventions));
    }

    /**
     * Returns a copy that also makes an observation of each stream, as a child of the one that is current on the thread
     * that asks or subscribes. The observation is current while each attempt is sent.
     *
     * @param other receives the observations
     * @return a changed copy
     */
    public ChatMetrics withObservations(ObservationRegistry other) {
        Objects.requireNonNull(other, "observations");
        return new ChatMetrics(registry, other, conventions, provider, meters);
    }

    /**
     * Returns a copy with other names of metrics.
     *
     * @param other the generation of the conventions
     * @return a changed copy
     */
    public ChatMetrics withConventions(GenAiConventions other) {
        return new ChatMetrics(registry, observations, other, provider, new Meters(registry, other));
    }

    /**
     * Returns a copy that names the provider itself, for an endpoint whose host doesn't tell who answers, such as a
     * gateway. By default the provider follows from the host of the chat's endpoint.
     *
     * @param name the value of the tag {@code gen_ai.provider.name}
     * @return a changed copy
     */
    public ChatMetrics withProvider(String name) {
        Objects.requireNonNull(name, "name");
        return new ChatMetrics(registry, observations, conventions, name, meters);
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
        return request -> new ObservedStream(request, asked, meters, observations);
    }
}
