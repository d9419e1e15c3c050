package io.astreaming.observation;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The endpoint of a chat in the words of telemetry.
 *
 * @param provider the provider's name as the GenAI conventions list it, such as {@code openai}; the host where they
 *     list none, {@code unknown} where there is no host
 * @param address the host; null if the transport names no endpoint
 * @param port the port; null if the transport names no endpoint
 */
public record AskedEndpoint(
        String provider, @Nullable String address, @Nullable Integer port) {
    private static final Map<String, String> HOSTS = Map.ofEntries(
            Map.entry("api.openai.com", "openai"),
            Map.entry("api.anthropic.com", "anthropic"),
            Map.entry("api.cohere.com", "cohere"),
            Map.entry("api.cohere.ai", "cohere"),
            Map.entry("api.deepseek.com", "deepseek"),
            Map.entry("api.groq.com", "groq"),
            Map.entry("api.mistral.ai", "mistral_ai"),
            Map.entry("api.moonshot.ai", "moonshot_ai"),
            Map.entry("api.moonshot.cn", "moonshot_ai"),
            Map.entry("api.perplexity.ai", "perplexity"),
            Map.entry("api.x.ai", "x_ai"),
            Map.entry("generativelanguage.googleapis.com", "gcp.gemini"));

    private static final List<Map.Entry<String, String>> DOMAINS = List.of(
            Map.entry(".openai.azure.com", "azure.ai.openai"),
            Map.entry(".api.openai.com", "openai"),
            Map.entry(".services.ai.azure.com", "azure.ai.inference"),
            Map.entry(".inference.ai.azure.com", "azure.ai.inference"),
            Map.entry(".ml.cloud.ibm.com", "ibm.watsonx.ai"),
            Map.entry("aiplatform.googleapis.com", "gcp.vertex_ai"));

    /**
     * Reads the base URL of a chat.
     *
     * @param url the base URL, as {@link io.astreaming.stream.Chat#endpoint} returns it; null if there is none
     * @param provider the provider's name, for an endpoint whose host doesn't tell who answers, such as {@code
     *     litellm}; null to derive it from the host
     * @return the endpoint
     */
    public static AskedEndpoint of(@Nullable String url, @Nullable String provider) {
        URI uri = url == null ? null : parse(url);
        String host = uri == null ? null : uri.getHost();
        if (uri == null || host == null) {
            return new AskedEndpoint(provider == null ? "unknown" : provider, null, null);
        }
        int port = uri.getPort() >= 0 ? uri.getPort() : "http".equals(uri.getScheme()) ? 80 : 443;
        String named = provider == null ? provider(host.toLowerCase(Locale.ROOT)) : provider;
        return new AskedEndpoint(named, host, port);
    }

    private static @Nullable URI parse(String url) {
        try {
            return URI.create(url);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static String provider(String host) {
        String known = HOSTS.get(host);
        if (known != null) {
            return known;
        }
        for (Map.Entry<String, String> domain : DOMAINS) {
            if (host.endsWith(domain.getKey())) {
                return domain.getValue();
            }
        }
        return host.startsWith("bedrock-runtime") && host.contains(".amazonaws.com") ? "aws.bedrock" : host;
    }
}
