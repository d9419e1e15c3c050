package io.astreaming.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.astreaming.chunk.Chunk;
import io.astreaming.request.ChatRequest;
import io.astreaming.request.Parameter;
import jakarta.json.JsonException;
import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;
import jakarta.json.bind.JsonbConfig;
import jakarta.json.bind.JsonbException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DomainTypesTest {
    private static final String CHUNK = "{\"id\":\"c\",\"x\":[1,{\"y\":null},[]],\"choices\":[{\"index\":0,"
            + "\"delta\":{\"content\":\"a\\\"b\"},\"finish_reason\":null}],\"z\":{\"t\":true,\"f\":false,\"n\":-0.5}}";
    private static final String REQUEST = "{\"model\":\"m\",\"messages\":[{\"role\":\"system\",\"content\":\"s\"},"
            + "{\"role\":\"user\",\"content\":\"u\"},{\"role\":\"assistant\",\"content\":\"a\"}],\"temperature\":0.2,"
            + "\"max_tokens\":9,\"stream\":true,\"stream_options\":{\"include_usage\":true},\"top_p\":0.5}";

    private final Jsonb jsonb = JsonbBuilder.create(JsonbChatCodec.withDomainTypes(new JsonbConfig()));

    @AfterEach
    void close() throws Exception {
        jsonb.close();
    }

    /** What a user may have. */
    public static final class Page {
        /** One. */
        public Chunk chunk;

        /** Many. */
        public List<Chunk> chunks;

        /** A request. */
        public ChatRequest request;

        /** Something else. */
        public int number;
    }

    @Test
    void readsAndWritesChunks() {
        Chunk chunk = jsonb.fromJson(CHUNK, Chunk.class);
        assertThat(chunk).isEqualTo(Decoding.read(CHUNK));
        assertThat(JsonTree.of(jsonb.toJson(chunk))).isEqualTo(JsonTree.of(CHUNK));
    }

    @Test
    void readsAndWritesRequests() {
        ChatRequest request = jsonb.fromJson(REQUEST, ChatRequest.class);
        assertThat(request)
                .isEqualTo(ChatRequest.model("m")
                        .system("s")
                        .user("u")
                        .assistant("a")
                        .temperature(0.2)
                        .maxTokens(9)
                        .set(Parameter.TOP_P, 0.5)
                        .build());
        assertThat(JsonTree.of(jsonb.toJson(request))).isEqualTo(JsonTree.of(REQUEST));
    }

    @Test
    void readsAndWritesThemWithinOtherObjects() {
        String json = "{\"chunk\":" + CHUNK + ",\"chunks\":[" + CHUNK + "," + CHUNK + "],\"number\":7,\"request\":"
                + REQUEST + "}";
        Page page = jsonb.fromJson(json, Page.class);
        assertThat(page.number).isEqualTo(7);
        assertThat(JsonTree.of(jsonb.toJson(page))).isEqualTo(JsonTree.of(json));
    }

    @Test
    void keepsOptionsOfARequestThatItDoesntKnow() {
        String json = REQUEST.replace("{\"include_usage\":true}", "{\"include_usage\":true,\"x\":1}")
                .replace("\"stream\":true", "\"stream\":false");
        assertThat(JsonTree.of(jsonb.toJson(jsonb.fromJson(json, ChatRequest.class))))
                .isEqualTo(JsonTree.of(json));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"model\":\"m\"}",
                "{\"model\":\"m\",\"messages\":7}",
                "{\"model\":\"m\",\"messages\":[7]}",
                "{\"model\":\"m\",\"messages\":[]}",
                "{\"model\":\"m\",\"messages\":[{\"content\":\"x\"}]}",
                "{\"model\":\"m\",\"messages\":[{\"role\":\"tool\",\"content\":\"x\"}]}",
                "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":[{}]}]}",
                "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":[7]}]}",
                "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"x\"}],\"max_tokens\":0}"
            })
    void refusesRequestsThatItCantHold(String json) {
        assertThatThrownBy(() -> jsonb.fromJson(json, ChatRequest.class)).isInstanceOf(JsonbException.class);
    }

    /** What is thrown is for the provider of JSON-B to say, and they differ. */
    @ParameterizedTest
    @ValueSource(strings = {"[1]", "7", "{\"a\":1"})
    void refusesChunksThatAreNoObject(String json) {
        assertThatThrownBy(() -> jsonb.fromJson(json, Chunk.class))
                .isInstanceOfAny(JsonbException.class, JsonException.class, IllegalArgumentException.class);
    }
}
