package io.astreaming.http;

import io.astreaming.port.KeyHeader;
import io.astreaming.settings.ApiKey;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * Begins transports to providers, each with its URL and the header in which it expects the key. Which protocol is spoken
 * there is the codec's business; {@code docs/protocols.md} says which codec belongs to which transport.
 */
public final class Providers {
    private static final KeyHeader GOOGLE = KeyHeader.of("x-goog-api-key", "");

    /** What the name of a region, a location or a project consists of: it becomes a part of a URL. */
    private static final Pattern NAME = Pattern.compile("[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?");

    private Providers() {}

    /**
     * OpenAI: chat completions and the Responses API.
     *
     * @param key the key, sent as a bearer token
     * @return a builder
     */
    public static JdkChatTransport.Builder openai(ApiKey key) {
        return JdkChatTransport.builder("https://api.openai.com/v1").apiKey(key);
    }

    /**
     * Anthropic: the Messages API.
     *
     * @param key the key, sent in the header {@code x-api-key}
     * @return a builder
     */
    public static JdkChatTransport.Builder anthropic(ApiKey key) {
        return JdkChatTransport.builder("https://api.anthropic.com/v1").apiKey(KeyHeader.X_API_KEY, key);
    }

    /**
     * The v1 API of Azure OpenAI: chat completions and the Responses API; the request's model names the deployment. For
     * a token of Entra ID, set {@link JdkChatTransport.Builder#apiKey(Supplier)} on a builder of the same URL.
     *
     * @param resourceUrl the resource's URL, such as {@code https://my-resource.openai.azure.com}
     * @param key the resource's key, sent in the header {@code api-key}
     * @return a builder
     * @throws IllegalArgumentException if the resource URL isn't an http or https URL, or contains a user, password or
     *     query
     */
    public static JdkChatTransport.Builder azure(String resourceUrl, ApiKey key) {
        if (resourceUrl.indexOf('?') >= 0) {
            throw new IllegalArgumentException("the resource URL has a query; leave it out, since v1 needs no version");
        }
        String resource = resourceUrl.strip();
        while (resource.endsWith("/")) {
            resource = resource.substring(0, resource.length() - 1);
        }
        return JdkChatTransport.builder(resource + "/openai/v1").apiKey(KeyHeader.API_KEY, key);
    }

    /**
     * Bedrock's endpoint for OpenAI's protocols: chat completions and the Responses API.
     *
     * @param region the AWS region, such as {@code us-east-1}
     * @param key a Bedrock API key, sent as a bearer token
     * @return a builder
     * @throws IllegalArgumentException if the region isn't the name of one
     */
    public static JdkChatTransport.Builder bedrock(String region, ApiKey key) {
        return JdkChatTransport.builder("https://bedrock-mantle." + name("region", region) + ".api.aws/openai/v1")
                .apiKey(key);
    }

    /**
     * The Gemini API.
     *
     * @param key the key, sent in the header {@code x-goog-api-key}
     * @return a builder
     */
    public static JdkChatTransport.Builder gemini(ApiKey key) {
        return JdkChatTransport.builder("https://generativelanguage.googleapis.com/v1beta")
                .apiKey(GOOGLE, key);
    }

    /**
     * The models of one publisher on Google's Vertex AI: the Messages API for {@code anthropic}, the Gemini API for
     * {@code google}.
     *
     * @param project the project's id
     * @param location the location, such as {@code europe-west1} or {@code global}
     * @param publisher the models' publisher
     * @param token returns an access token, sent as a bearer token; called as {@link JdkChatTransport.Builder#apiKey(Supplier)} describes
     * @return a builder
     * @throws IllegalArgumentException if one of the names isn't one
     */
    public static JdkChatTransport.Builder vertex(
            String project, String location, String publisher, Supplier<ApiKey> token) {
        String host = location.equals("global")
                ? "aiplatform.googleapis.com"
                : name("location", location) + "-aiplatform.googleapis.com";
        return JdkChatTransport.builder("https://" + host + "/v1/projects/" + name("project", project) + "/locations/"
                        + location + "/publishers/" + name("publisher", publisher))
                .apiKey(token);
    }

    private static String name(String what, String value) {
        if (!NAME.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    "the " + what + " isn't a name of lower-case letters, digits and hyphens, at most 63");
        }
        return value;
    }
}
