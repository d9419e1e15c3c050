package io.astreaming.spring;

import static io.astreaming.spring.InvalidPropertyException.checked;

import io.astreaming.Protocols;
import io.astreaming.dispatch.ConcurrencyLimiter;
import io.astreaming.settings.RetryPolicy;
import io.astreaming.settings.StreamLimits;
import io.astreaming.settings.StreamTimeouts;
import io.astreaming.value.Protocol;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.NestedConfigurationProperty;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The properties of one endpoint. A text that is blank counts as absent, and so does one that is a placeholder without
 * a value, such as <code>${OPENAI_API_KEY}</code> where there is no such variable.
 *
 * @param baseUrl URL below which the provider has /chat/completions, or what its protocol has in its place. With a key
 *     and without a URL it is that of the provider that made the protocol, such as OpenAI
 * @param apiKey key, sent in the header that the protocol has for it, such as a bearer token
 * @param protocol what the endpoint speaks: chat-completions, responses, messages, gemini or ollama. By default it
 *     follows from the URL's host
 * @param organizationId OpenAI organization that pays
 * @param projectId OpenAI project that pays
 * @param model model that ChatRequests asks
 * @param provider value of gen_ai.provider.name in metrics and spans. By default it follows from the URL's host
 * @param customHeaders headers that are sent with every request, by name; their values are secrets
 * @param timeouts how long to wait
 * @param retry whether and when to send a request again that got no answer
 * @param limits how much of a stream is accepted
 * @param concurrency how many streams may be open at once
 * @param defaults parameters of requests that ChatRequests starts
 */
@ConfigurationProperties("astreaming")
record EndpointProperties(
        @Nullable String baseUrl,
        @Nullable String apiKey,
        @Nullable String protocol,
        @Nullable String organizationId,
        @Nullable String projectId,
        @Nullable String model,
        @Nullable String provider,
        @DefaultValue Map<String, String> customHeaders,
        @DefaultValue Timeouts timeouts,
        @DefaultValue Retry retry,
        @DefaultValue Limits limits,
        @DefaultValue Concurrency concurrency,
        @DefaultValue @NestedConfigurationProperty RequestDefaults defaults) {

    EndpointProperties {
        baseUrl = present(baseUrl);
        apiKey = present(apiKey);
        protocol = present(protocol);
        organizationId = present(organizationId);
        projectId = present(projectId);
        model = present(model);
        provider = present(provider);
    }

    /** Returns a value if there is one: no blank, and no placeholder that nobody has filled. */
    static @Nullable String present(@Nullable String value) {
        return value == null || value.isBlank() || (value.startsWith("${") && value.endsWith("}")) ? null : value;
    }

    /**
     * Returns what the endpoint speaks: by the property, or else by its URL.
     *
     * @throws InvalidPropertyException if the property names no protocol
     */
    Protocol spoken(String prefix) {
        if (protocol != null) {
            return checked(prefix + "protocol", Protocols::named, protocol);
        }
        return baseUrl == null ? Protocol.CHAT_COMPLETIONS : Protocols.at(baseUrl);
    }

    /** Neither key nor URL, whose query may be a key, nor headers. */
    @Override
    public String toString() {
        return "EndpointProperties[model=" + model + ", provider=" + provider + "]";
    }

    /**
     * How long to wait.
     *
     * @param connect for a connection, TLS included
     * @param headers for the response's headers, in each attempt
     * @param firstContent for the first content, from the start of the request
     * @param idle for the next byte of any kind
     * @param total for the whole stream, from the start of the request
     * @param afterFinish for usage and [DONE] after every choice has finished; no error
     */
    record Timeouts(
            @DefaultValue("10s") Duration connect,
            @DefaultValue("2m") Duration headers,
            @DefaultValue("5m") Duration firstContent,
            @DefaultValue("2m") Duration idle,
            @DefaultValue("1h") Duration total,
            @DefaultValue("2s") Duration afterFinish) {

        StreamTimeouts forStreams(String prefix) {
            StreamTimeouts timeouts = StreamTimeouts.DEFAULT;
            timeouts = checked(prefix + "timeouts.headers", timeouts::withHeaders, headers);
            timeouts = checked(prefix + "timeouts.first-content", timeouts::withFirstContent, firstContent);
            timeouts = checked(prefix + "timeouts.idle", timeouts::withIdle, idle);
            timeouts = checked(prefix + "timeouts.total", timeouts::withTotal, total);
            return checked(prefix + "timeouts.after-finish", timeouts::withAfterFinish, afterFinish);
        }
    }

    /**
     * Whether and when to send a request again that got no answer.
     *
     * @param maxAttempts how many times a request is sent at most; 1 means no retries
     * @param initialBackoff longest pause after the first attempt; it doubles with each further one
     * @param maxBackoff longest pause between two attempts, unless the provider asks for a longer one
     * @param budget how long all pauses of one stream may take together
     * @param resend whether to send a request again that was sent whole and got no response
     */
    record Retry(
            @DefaultValue("3") int maxAttempts,
            @DefaultValue("500ms") Duration initialBackoff,
            @DefaultValue("8s") Duration maxBackoff,
            @DefaultValue("1m") Duration budget,
            @DefaultValue("true") boolean resend) {

        RetryPolicy policy(String prefix) {
            RetryPolicy policy = RetryPolicy.DEFAULT.withRetryUnanswered(resend);
            policy = checked(prefix + "retry.max-attempts", policy::withMaxAttempts, maxAttempts);
            RetryPolicy withoutPause = policy;
            policy = checked(
                    prefix + "retry.max-backoff", max -> withoutPause.withBackoff(Duration.ZERO, max), maxBackoff);
            RetryPolicy withMax = policy;
            policy = checked(
                    prefix + "retry.initial-backoff",
                    initial -> withMax.withBackoff(initial, maxBackoff),
                    initialBackoff);
            return checked(prefix + "retry.budget", policy::withMaxTotalBackoff, budget);
        }
    }

    /**
     * How much of a stream is accepted.
     *
     * @param eventBytes bytes of one event's payload
     * @param nestingDepth levels of objects and arrays in one payload
     * @param numberLength characters of one number
     * @param totalText characters of everything that is kept of a stream
     * @param choices choices of one stream
     * @param toolCalls tool calls of one choice
     * @param distinctExtras distinct members of one stream that aren't modelled
     * @param errorBodyBytes bytes of an error response; the rest is ignored
     */
    record Limits(
            @DefaultValue("16777216") int eventBytes,
            @DefaultValue("128") int nestingDepth,
            @DefaultValue("1000") int numberLength,
            @DefaultValue("67108864") long totalText,
            @DefaultValue("1024") int choices,
            @DefaultValue("1024") int toolCalls,
            @DefaultValue("1024") int distinctExtras,
            @DefaultValue("65536") int errorBodyBytes) {

        StreamLimits forStreams(String prefix) {
            StreamLimits limits = StreamLimits.DEFAULT;
            limits = checked(prefix + "limits.event-bytes", limits::withEventBytes, eventBytes);
            limits = checked(prefix + "limits.nesting-depth", limits::withNestingDepth, nestingDepth);
            limits = checked(prefix + "limits.number-length", limits::withNumberLength, numberLength);
            limits = checked(prefix + "limits.total-text", limits::withTotalText, totalText);
            limits = checked(prefix + "limits.choices", limits::withChoices, choices);
            limits = checked(prefix + "limits.tool-calls", limits::withToolCalls, toolCalls);
            limits = checked(prefix + "limits.distinct-extras", limits::withDistinctExtras, distinctExtras);
            return checked(prefix + "limits.error-body-bytes", limits::withErrorBodyBytes, errorBodyBytes);
        }
    }

    /**
     * How many streams may be open at once.
     *
     * @param maxStreams how many streams may be open at once; without it there is no limit
     * @param maxQueued how many more may wait
     * @param maxWait how long each of them may wait
     */
    record Concurrency(
            @Nullable Integer maxStreams,
            @DefaultValue("100") int maxQueued,
            @DefaultValue("30s") Duration maxWait) {

        /** Returns a limiter; null if there is no limit. */
        @Nullable
        ConcurrencyLimiter limiter(String prefix) {
            Integer streams = maxStreams;
            if (streams == null) {
                return null;
            }
            var unused = checked(
                    prefix + "concurrency.max-streams",
                    max -> ConcurrencyLimiter.of(max, 0, Duration.ofSeconds(1)),
                    streams);
            unused = checked(
                    prefix + "concurrency.max-queued",
                    queued -> ConcurrencyLimiter.of(streams, queued, Duration.ofSeconds(1)),
                    maxQueued);
            return checked(
                    prefix + "concurrency.max-wait", wait -> ConcurrencyLimiter.of(streams, maxQueued, wait), maxWait);
        }
    }
}
