package io.astreaming.observation;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The names that OpenTelemetry's conventions for generative AI give to metrics and attributes, in two generations. Both
 * are in development; the older one is what most backends read.
 */
public enum GenAiConventions {
    /** The names up to v1.41 of {@code open-telemetry/semantic-conventions}. */
    V1_41("gen_ai.client.operation", "gen_ai.usage.cache_creation.input_tokens"),
    /** The names of v0.1 of {@code open-telemetry/semantic-conventions-genai}. */
    V0_1("gen_ai.client.inference", "gen_ai.usage.cache_write.input_tokens");

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

    /** Counts streams by {@link #OUTCOME}; no convention has it. */
    public static final String STREAMS = "astreaming.client.streams";

    /** The time to the first chunk with content, in seconds; no convention has it. */
    public static final String TIME_TO_FIRST_CONTENT = "astreaming.client.time_to_first_content";

    /** The longest wait between two chunks in a row, in seconds; no convention has it. */
    public static final String LONGEST_GAP = "astreaming.client.longest_gap";

    /** Counts deviations from the protocol by {@link #DEVIATION}; no convention has it. */
    public static final String DEVIATIONS = "astreaming.client.deviations";

    /** Counts attempts beyond the first; no convention has it. */
    public static final String RETRIES = "astreaming.client.retries";

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

    private final String client;
    private final String cacheWriteTokens;

    GenAiConventions(String client, String cacheWriteTokens) {
        this.client = client;
        this.cacheWriteTokens = cacheWriteTokens;
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

    /** {@return the name of the histogram of durations, in seconds} */
    public String duration() {
        return client + ".duration";
    }

    /** {@return the name of the histogram of times to the first chunk, in seconds} */
    public String timeToFirstChunk() {
        return client + ".time_to_first_chunk";
    }

    /** {@return the name of the histogram of waits between two chunks in a row, in seconds} */
    public String timePerOutputChunk() {
        return client + ".time_per_output_chunk";
    }

    /** {@return the name of the histogram of tokens by {@link #TOKEN_TYPE}; null if this generation has none} */
    public @Nullable String tokenUsage() {
        return this == V1_41 ? "gen_ai.client.token.usage" : null;
    }

    /**
     * Returns the name of the histogram of one kind of tokens.
     *
     * @param kind {@code input_tokens} or {@code output_tokens}
     * @return the name; null if this generation has none
     */
    public @Nullable String tokensOfOperation(String kind) {
        return this == V1_41 ? null : client + ".operation." + kind;
    }

    /**
     * Returns the name of the counter of one kind of tokens.
     *
     * @param kind such as {@code input_tokens} or {@code cache_read.input_tokens}
     * @return the name; null if this generation has none
     */
    public @Nullable String tokensUsed(String kind) {
        return this == V1_41 ? null : client + ".usage." + kind;
    }

    /** {@return the name of the span's attribute with the tokens that were written to the prompt cache} */
    public String cacheWriteTokens() {
        return cacheWriteTokens;
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
