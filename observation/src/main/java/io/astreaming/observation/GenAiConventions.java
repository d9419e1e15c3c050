package io.astreaming.observation;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The names that OpenTelemetry's conventions for generative AI give to metrics and attributes, in two generations. Both
 * are in development; the older one is what most backends read.
 */
public enum GenAiConventions {
    /** The names up to v1.41 of {@code open-telemetry/semantic-conventions}. */
    V1_41("gen_ai.client.operation"),
    /** The names of v0.1 of {@code open-telemetry/semantic-conventions-genai}. */
    V0_1("gen_ai.client.inference");

    /** The attribute that says what is asked for; always {@code chat} here. */
    public static final String OPERATION_NAME = "gen_ai.operation.name";

    /** The attribute with the provider's name. */
    public static final String PROVIDER_NAME = "gen_ai.provider.name";

    /** The attribute with the model that is asked for. */
    public static final String REQUEST_MODEL = "gen_ai.request.model";

    /** The attribute with the model that answered. */
    public static final String RESPONSE_MODEL = "gen_ai.response.model";

    /** The attribute with the endpoint's host. */
    public static final String SERVER_ADDRESS = "server.address";

    /** The attribute with the endpoint's port. */
    public static final String SERVER_PORT = "server.port";

    /** Counts streams by {@link #OUTCOME}. No convention has it. */
    public static final Metric STREAMS =
            new Metric("astreaming.client.streams", "stream", "Streams that ended, by outcome");

    /** The time to the first chunk with content. No convention has it. */
    public static final Metric TIME_TO_FIRST_CONTENT = new Metric(
            "astreaming.client.time_to_first_content",
            "s",
            "The time from the request to the first chunk with content");

    /** The longest wait between two chunks in a row. No convention has it. */
    public static final Metric LONGEST_GAP = new Metric(
            "astreaming.client.longest_gap", "s", "The longest wait between two chunks in a row of a stream");

    /** Counts deviations from the protocol by {@link #DEVIATION}. No convention has it. */
    public static final Metric DEVIATIONS =
            new Metric("astreaming.client.deviations", "deviation", "Deviations of streams from the protocol, by kind");

    /** Counts attempts beyond the first. No convention has it. */
    public static final Metric RETRIES =
            new Metric("astreaming.client.retries", "attempt", "Attempts beyond a stream's first");

    /** The attribute with the stream's outcome. */
    public static final String OUTCOME = "astreaming.outcome";

    /** The attribute with the kind of a deviation, in lower case. */
    public static final String DEVIATION = "astreaming.deviation";

    /** The attribute of {@link #tokenUsage} that says which tokens: {@code input} or {@code output}. */
    public static final String TOKEN_TYPE = "gen_ai.token.type";

    private static final double[] SECONDS = {
        0.01, 0.02, 0.04, 0.08, 0.16, 0.32, 0.64, 1.28, 2.56, 5.12, 10.24, 20.48, 40.96, 81.92
    };
    private static final double[] TOKENS = {
        1, 4, 16, 64, 256, 1024, 4096, 16384, 65536, 262144, 1048576, 4194304, 16777216, 67108864
    };

    private static final String TOKENS_OF_A_STREAM = "Tokens of a stream, as the provider counted them";

    private final String client;

    GenAiConventions(String client) {
        this.client = client;
    }

    /**
     * Returns the generation that the environment asks for: {@link #V0_1} if the variable
     * {@code OTEL_SEMCONV_STABILITY_OPT_IN} or the system property {@code otel.semconv-stability.opt-in} lists
     * {@code gen_ai_latest_experimental}, otherwise {@link #V1_41}.
     *
     * @return the generation
     */
    public static GenAiConventions ofEnvironment() {
        return of(System.getProperty("otel.semconv-stability.opt-in", System.getenv("OTEL_SEMCONV_STABILITY_OPT_IN")));
    }

    static GenAiConventions of(@Nullable String optIn) {
        boolean newest = optIn != null
                && Arrays.asList(optIn.replace(" ", "").split(",", -1)).contains("gen_ai_latest_experimental");
        return newest ? V0_1 : V1_41;
    }

    /** {@return the histogram of durations} */
    public Metric duration() {
        return new Metric(client + ".duration", "s", "How long streams took, from the request to their end");
    }

    /** {@return the histogram of times to the first chunk} */
    public Metric timeToFirstChunk() {
        return new Metric(
                client + ".time_to_first_chunk", "s", "The time from the request to the first chunk of any kind");
    }

    /** {@return the histogram of waits between two chunks in a row} */
    public Metric timePerOutputChunk() {
        return new Metric(
                client + ".time_per_output_chunk",
                "s",
                "The waits between chunks in a row; chunks that arrive in one network read have no wait between them");
    }

    /** {@return the histogram of tokens by {@link #TOKEN_TYPE}; null if this generation has none} */
    public @Nullable Metric tokenUsage() {
        return this == V1_41 ? new Metric("gen_ai.client.token.usage", "token", TOKENS_OF_A_STREAM) : null;
    }

    /**
     * Returns the histogram of one kind of tokens per stream.
     *
     * @param kind which tokens
     * @return the histogram; null if this generation has none, or the tokens are no total
     */
    public @Nullable Metric tokensPerStream(TokenKind kind) {
        return this == V0_1 && kind.isTotal()
                ? new Metric(client + ".operation." + kind.suffix(), "token", TOKENS_OF_A_STREAM)
                : null;
    }

    /**
     * Returns the counter of one kind of tokens.
     *
     * @param kind which tokens
     * @return the counter; null if this generation has none
     */
    public @Nullable Metric tokensUsed(TokenKind kind) {
        return this == V0_1
                ? new Metric(
                        client + ".usage." + kind.suffix(),
                        "token",
                        "Tokens of all streams, as the provider counted them")
                : null;
    }

    /**
     * Returns the name of the span's attribute with one kind of tokens.
     *
     * @param kind which tokens
     * @return the attribute's name
     */
    public String usageAttribute(TokenKind kind) {
        boolean renamed = this == V1_41 && kind == TokenKind.CACHE_WRITE;
        return "gen_ai.usage." + (renamed ? "cache_creation.input_tokens" : kind.suffix());
    }

    /** {@return the bounds of the buckets for seconds, in ascending order} */
    public static double[] secondBuckets() {
        return SECONDS.clone();
    }

    /** {@return the bounds of the buckets for tokens, in ascending order} */
    public static double[] tokenBuckets() {
        return TOKENS.clone();
    }
}
