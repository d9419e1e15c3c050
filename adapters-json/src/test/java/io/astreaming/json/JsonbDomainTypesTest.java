package io.astreaming.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.astreaming.chunk.Chunk;
import io.astreaming.completion.AnswerItem;
import io.astreaming.completion.ToolCall;
import io.astreaming.jsontext.Extras;
import io.astreaming.jsontext.JsonText;
import io.astreaming.request.AssistantMessage;
import io.astreaming.request.ChatRequest;
import io.astreaming.request.ContentPart;
import io.astreaming.request.Message;
import io.astreaming.request.Parameter;
import io.astreaming.value.Protocol;
import jakarta.json.JsonException;
import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;
import jakarta.json.bind.JsonbConfig;
import jakarta.json.bind.JsonbException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonbDomainTypesTest {
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
    void keepsTheItemsOfAStoredAnswerAndSendsThemToNoOtherProtocol() {
        AnswerItem item =
                new AnswerItem(Protocol.RESPONSES, 3, "reasoning", new JsonText("{\"type\":\"reasoning\",\"n\":1.5}"));
        AssistantMessage answer = new AssistantMessage(
                List.of(ContentPart.text("a")), null, null, List.of(), null, null, List.of(item), Extras.NONE);
        String stored = jsonb.toJson(answer);
        assertThat(jsonb.fromJson(stored, Message.class))
                .isInstanceOfSatisfying(
                        AssistantMessage.class,
                        read -> assertThat(read.items()).singleElement().satisfies(kept -> {
                            assertThat(JsonTree.of(kept.wire().text()))
                                    .isEqualTo(JsonTree.of(item.wire().text()));
                            assertThat(kept.protocol()).isEqualTo(item.protocol());
                            assertThat(kept.position()).isEqualTo(item.position());
                            assertThat(kept.type()).isEqualTo(item.type());
                        }));
        ChatRequest request = ChatRequest.model("m").user("u").message(answer).build();
        assertThat(jsonb.fromJson(jsonb.toJson(request), ChatRequest.class)
                        .messages()
                        .get(1))
                .isInstanceOfSatisfying(
                        AssistantMessage.class, read -> assertThat(read.items()).hasSize(1));
        assertThat(new String(new JsonbChatCodec().encode(request).body(), StandardCharsets.UTF_8))
                .doesNotContain("items", "reasoning");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[1]",
                "{}",
                "[{\"protocol\":\"x\",\"position\":0,\"type\":\"t\",\"wire\":{}}]",
                "[{\"protocol\":\"responses\",\"position\":0.5,\"type\":\"t\",\"wire\":{}}]",
                "[{\"protocol\":\"responses\",\"position\":0,\"type\":\"t\",\"wire\":null}]",
                "[{\"protocol\":\"responses\",\"position\":0,\"type\":\"t\",\"wire\":{},\"more\":1}]"
            })
    void leavesItemsOfAnotherFormAmongTheExtras(String items) {
        String json = "{\"role\":\"assistant\",\"content\":\"a\",\"items\":" + items + "}";
        Message message = jsonb.fromJson(json, Message.class);
        assertThat(message.extras().get("items")).isNotNull();
        assertThat(JsonTree.of(jsonb.toJson(message))).isEqualTo(JsonTree.of(json));
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

    /** What somebody may keep. */
    public static final class Conversation {
        /** All that was said. */
        public List<Message> messages;
    }

    @Test
    void keepsConversations() {
        Conversation kept = new Conversation();
        kept.messages = List.of(
                Message.system("s"),
                Message.user(ContentPart.text("u").withCacheBreakpoint(), ContentPart.image("https://example.org/i")),
                new AssistantMessage(
                        List.of(),
                        null,
                        null,
                        List.of(new ToolCall("c1", "f", "{}", true)),
                        null,
                        null,
                        io.astreaming.jsontext.Extras.NONE),
                Message.tool("c1", "t"));
        String json = jsonb.toJson(kept);
        assertThat(json).contains("\"tool_call_id\":\"c1\"");
        assertThat(jsonb.fromJson(json, Conversation.class).messages).isEqualTo(kept.messages);
        assertThatThrownBy(() -> jsonb.fromJson("{\"messages\":[{}]}", Conversation.class))
                .isInstanceOf(JsonbException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"temperature\":0.30000000000000004000001",
                "\"temperature\":1e999",
                "\"n\":1.5",
                "\"n\":99999999999",
                "\"seed\":1e999999999",
                "\"top_p\":\"0.5\"",
                "\"stop\":\"x\"",
                "\"stop\":[]",
                "\"stop\":[7]",
                "\"user\":\"\"",
                "\"user\":null",
                "\"logprobs\":1",
                "\"function_call\":{\"name\":\"f\"}",
                "\"tools\":[]",
                "\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"f\",\"x\":1}}]",
                "\"tools\":[{\"type\":\"custom\",\"custom\":{\"name\":\"f\",\"format\":{\"type\":\"bnf\"}}}]",
                "\"tool_choice\":{\"type\":\"mcp\"}",
                "\"tool_choice\":{\"type\":\"allowed_tools\",\"allowed_tools\":{\"mode\":\"auto\",\"tools\":[{\"x\":1}]}}",
                "\"response_format\":\"json\"",
                "\"response_format\":{\"type\":\"json_schema\",\"json_schema\":{\"name\":\"n\",\"strict\":null}}",
                "\"stream_options\":{\"include_usage\":false,\"include_obfuscation\":true}",
                "\"stream_options\":7",
                "\"messages\":[{\"role\":\"user\",\"content\":[]}]",
                "\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":\"x\"}]}]",
                "\"messages\":[{\"role\":\"user\",\"content\":null}]",
                "\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":7}]}]",
                "\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"image_url\",\"image_url\":{\"url\":\"u\",\"detail\":null}}]}]",
                "\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"file\",\"file\":{}}]}]",
                "\"messages\":[{\"role\":\"assistant\",\"refusal\":null}]",
                "\"messages\":[{\"role\":\"assistant\",\"content\":\"\",\"tool_calls\":[]}]",
                "\"messages\":[{\"role\":\"assistant\",\"tool_calls\":[{\"type\":\"function\",\"function\":{\"name\":\"f\"}}]}]",
                "\"messages\":[{\"role\":\"assistant\",\"tool_calls\":[{\"id\":\"c\",\"type\":\"function\",\"function\":{\"name\":\"f\",\"arguments\":\"\"}}]}]",
                "\"messages\":[{\"role\":\"assistant\",\"function_call\":{\"name\":\"f\",\"arguments\":null}}]"
            })
    void keepsWhateverElseARequestSays(String member) {
        String json = "{\"model\":\"m\",\"stream\":true,"
                + (member.startsWith("\"messages") ? "" : "\"messages\":[{\"role\":\"user\",\"content\":\"x\"}],")
                + member + "}";
        ChatRequest read = jsonb.fromJson(json, ChatRequest.class);
        assertThat(JsonTree.of(jsonb.toJson(read))
                        .toString()
                        .toLowerCase(Locale.ROOT)
                        .replace("+", ""))
                .isEqualTo(JsonTree.of(json).toString().toLowerCase(Locale.ROOT));
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
