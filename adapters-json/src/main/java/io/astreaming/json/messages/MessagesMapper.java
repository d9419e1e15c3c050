package io.astreaming.json.messages;

import io.astreaming.json.request.Refusal;
import io.astreaming.json.request.RemainingParameters;
import io.astreaming.json.request.WireObject;
import io.astreaming.request.ChatRequest;
import io.astreaming.request.Parameter;
import io.astreaming.request.ResponseFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Maps one request to the form that the Messages API gives it. Not thread-safe. */
final class MessagesMapper {
    static final String PROTOCOL = "the Messages API";

    /** The API requires a maximum; models that think by default use up a small one before they answer. */
    static final int DEFAULT_MAX_TOKENS = 32_000;

    /** What to do instead of setting a parameter that has no place. */
    private static final Map<Parameter<?>, String> ADVICE = Map.of(
            Parameter.N, "ask several times",
            Parameter.FUNCTIONS, "use tools",
            Parameter.FUNCTION_CALL, "use tool_choice",
            Parameter.PREVIOUS_RESPONSE_ID, "send the whole conversation",
            Parameter.PROMPT_CACHE_OPTIONS, "mark parts with withCacheBreakpoint()",
            Parameter.PROMPT_CACHE_RETENTION, "mark parts with an extra cache_control that has a ttl",
            Parameter.METADATA, "use safety_identifier for the user");

    private final ChatRequest request;
    private final boolean vertex;
    private final RemainingParameters parameters;
    private final WireObject body = new WireObject();
    private final Set<String> betas = new TreeSet<>();

    MessagesMapper(ChatRequest request, boolean vertex) {
        this.request = request;
        this.vertex = vertex;
        parameters = new RemainingParameters(PROTOCOL, request);
    }

    /** Returns the values of the header {@code anthropic-beta} that the body needs. */
    Set<String> betas() {
        return betas;
    }

    Map<String, Object> body() {
        Integer answer = parameters.take(Parameter.MAX_TOKENS);
        Integer all = parameters.take(Parameter.MAX_COMPLETION_TOKENS);
        int most = all != null ? all : answer != null ? answer : DEFAULT_MAX_TOKENS;
        ConversationMapper conversation = new ConversationMapper(new BlockMapper(betas));
        conversation.add(request.messages());
        List<Map<String, Object>> messages = conversation.messages();
        if (messages.isEmpty() && !request.extras().override("messages")) {
            throw refused("a conversation of instructions alone", "add a message of the user that isn't empty");
        }
        body.with("model", vertex ? null : request.model())
                .with("anthropic_version", vertex ? "vertex-2023-10-16" : null)
                .with("max_tokens", most)
                .with("system", conversation.system())
                .with("messages", messages);
        new ToolsMapper(betas).map(parameters, body);
        Thinking thinking = new Thinking(request.model(), most);
        body.with("thinking", thinking.member(parameters))
                .with("output_config", outputConfig(thinking.effort()))
                .with("stop_sequences", parameters.take(Parameter.STOP))
                .with("metadata", user());
        parameters.place(body, Parameter.TEMPERATURE, Parameter.TOP_P, Parameter.SERVICE_TIER);
        body.with("stream", request.isStreamed());
        leaveOut();
        parameters.refuse(ADVICE);
        return body.with(request.extras());
    }

    private @Nullable Object outputConfig(@Nullable String effort) {
        Map<String, Object> members = new WireObject()
                .with("effort", effort)
                .with("format", format(parameters.take(Parameter.RESPONSE_FORMAT)))
                .members();
        return members.isEmpty() ? null : members;
    }

    private static @Nullable Object format(@Nullable ResponseFormat format) {
        if (format instanceof ResponseFormat.JsonSchema schema) {
            if (schema.schema() == null) {
                throw refused("a response format without its schema", "give the schema");
            }
            return new WireObject()
                    .with("type", "json_schema")
                    .with("schema", schema.schema())
                    .with(schema.extras());
        } else if (format == null || format.equals(ResponseFormat.TEXT)) {
            return null;
        } else if (format.equals(ResponseFormat.JSON_OBJECT)) {
            throw refused("the response format json_object", "give a schema, or ask for JSON in the prompt");
        }
        ResponseFormat.Plain plain = (ResponseFormat.Plain) format;
        return new WireObject().with("type", plain.type()).with(plain.extras());
    }

    private @Nullable Object user() {
        String older = parameters.take(Parameter.USER);
        String identifier = parameters.take(Parameter.SAFETY_IDENTIFIER);
        String user = identifier == null ? older : identifier;
        return user == null ? null : Map.of("user_id", user);
    }

    /** Takes what only concerns the provider's storage, caching and framing, and what the API does anyway. */
    private void leaveOut() {
        parameters.leaveOut(
                Parameter.STREAM,
                Parameter.INCLUDE_USAGE,
                Parameter.INCLUDE_OBFUSCATION,
                Parameter.VERBOSITY,
                Parameter.STORE,
                Parameter.PROMPT_CACHE_KEY);
        parameters.leaveOutIf(Parameter.N, 1);
        parameters.leaveOutIf(Parameter.LOGPROBS, false);
        parameters.leaveOutIf(Parameter.MODALITIES, List.of("text"));
    }

    static IllegalArgumentException refused(String what, String advice) {
        return Refusal.of(PROTOCOL, what, advice);
    }
}
