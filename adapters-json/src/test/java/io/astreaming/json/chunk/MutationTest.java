package io.astreaming.json.chunk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.astreaming.chunk.Chunk;
import io.astreaming.error.ChatException;
import io.astreaming.error.MalformedStreamException;
import io.astreaming.json.Corpus;
import io.astreaming.json.Decoding;
import io.astreaming.json.JsonTree;
import io.astreaming.json.token.NonFiniteNumbers;
import io.astreaming.json.token.ParserTokens;
import io.astreaming.port.ChunkDecoder;
import io.astreaming.port.Payload;
import io.astreaming.settings.StreamLimits;
import jakarta.json.Json;
import jakarta.json.stream.JsonParserFactory;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Real payloads, spoilt: nothing but a chat exception may leave, and whatever is still JSON must be kept whole. */
class MutationTest {
    private static final String[] FORMS = {
        "null",
        "\"\"",
        "\"x\"",
        "\"null\"",
        "0",
        "-0",
        "1.0",
        "1e3",
        "1e999999999",
        "4294967296",
        "true",
        "false",
        "[]",
        "{}",
        "[null]",
        "[{}]",
        "[\"a\",{\"type\":\"text\",\"text\":\"b\"}]",
        "{\"a\":1}",
        "{\"content\":\"c\"}",
        "[[1.50]]",
        "{\"usage\":{\"total_tokens\":1}}",
        "{\"error\":{\"message\":\"m\"}}",
        "{\"status_code\":7,\"status_msg\":\"m\"}",
        "[{\"text\":\"t\",\"signature\":\"s\"}]",
        "7",
        "\"7\"",
        "NaN",
        "-Infinity",
        "{\"name\":\"n\", \"arguments\" : {\"b\": [ 1 ] }}"
    };
    private static final String[] NAMES = {
        "id",
        "index",
        "delta",
        "message",
        "content",
        "role",
        "error",
        "usage",
        "choices",
        "type",
        "function",
        "arguments",
        "tool_calls",
        "finish_reason",
        "x_groq",
        "object",
        "reasoning",
        "audio",
        "logprobs",
        "created",
        "text",
        "thinking",
        "reasoning_details",
        "base_resp",
        "error_code",
        "code",
        "unknown"
    };

    private static final JsonParserFactory PARSERS = Json.createParserFactory(Map.of());

    private final Random random = new Random(20260101);
    private final ChunkDecoder decoder = Decoding.CODEC.chunkDecoder(StreamLimits.DEFAULT);

    @Test
    void survivesSpoiltBytes() {
        List<byte[]> payloads = payloads();
        for (int i = 0; i < 20_000; i++) {
            byte[] bytes = payloads.get(random.nextInt(payloads.size())).clone();
            for (int flips = random.nextInt(4); flips >= 0; flips--) {
                bytes[random.nextInt(bytes.length)] = (byte) (random.nextBoolean() ? random.nextInt() : someSyntax());
            }
            check(random.nextInt(3) == 0 ? Arrays.copyOf(bytes, random.nextInt(bytes.length)) : bytes);
        }
    }

    @Test
    void keepsEveryMemberOfWhateverForm() {
        List<byte[]> payloads = payloads();
        for (int i = 0; i < 20_000; i++) {
            String json = new String(payloads.get(random.nextInt(payloads.size())), StandardCharsets.UTF_8);
            for (int changes = random.nextInt(3); changes >= 0 && isJson(json); changes--) {
                json = withOtherValue(json);
            }
            assertThat(check(json.getBytes(StandardCharsets.UTF_8))).as(json).isTrue();
        }
    }

    /** Whether a strict parser reads it: forms that only Python takes are put in last. */
    private static boolean isJson(String json) {
        return !json.contains("NaN") && !json.contains("Infinity");
    }

    /** Exchanges a value for another, or says a member twice. */
    private String withOtherValue(String json) {
        List<int[]> spans = new ArrayList<>();
        List<Integer> objects = new ArrayList<>();
        try (ParserTokens in = new ParserTokens(PARSERS, json)) {
            in.next();
            while (in.position() < json.length()) {
                switch (in.next()) {
                    case START_OBJECT -> objects.add(in.mark() + 1);
                    case KEY_NAME, END_OBJECT, START_ARRAY, END_ARRAY -> {}
                    default ->
                        spans.add(new int[] {
                            in.mark(), in.mark() + in.value().text().length()
                        });
                }
            }
        }
        String form = FORMS[random.nextInt(FORMS.length)];
        if (spans.isEmpty() || (!objects.isEmpty() && random.nextInt(3) == 0)) {
            int at = objects.isEmpty() ? 1 : objects.get(random.nextInt(objects.size()));
            boolean empty = json.charAt(at) == '}';
            String name = NAMES[random.nextInt(NAMES.length)];
            return json.substring(0, at) + '"' + name + "\":" + form + (empty ? "" : ",") + json.substring(at);
        }
        int[] span = spans.get(random.nextInt(spans.size()));
        return json.substring(0, span[0]) + form + json.substring(span[1]);
    }

    /** Whether the bytes were read. */
    private boolean check(byte[] bytes) {
        Payload payload = new Payload(bytes, 0, bytes.length, Payload.MESSAGE, 1, 50);
        Chunk chunk;
        try {
            chunk = decoder.decode(payload);
        } catch (MalformedStreamException e) {
            assertThat(e.position().byteOffset()).isBetween(50L, 50L + bytes.length);
            return false;
        } catch (ChatException e) {
            return false;
        } catch (RuntimeException e) {
            return fail("%s", payload.text(), e);
        }
        String written = Decoding.CODEC.encode(chunk).text();
        assertThat(JsonTree.of(written))
                .as(payload.text())
                .isEqualTo(JsonTree.of(NonFiniteNumbers.in(payload.text()).text()));
        return true;
    }

    private int someSyntax() {
        return "{}[]:,\"\\0e.-".charAt(random.nextInt(12));
    }

    private static List<byte[]> payloads() {
        List<byte[]> payloads = new ArrayList<>();
        for (var stream : Corpus.streams()) {
            List<Payload> all = Corpus.payloads(stream);
            for (int i = 0; i < all.size(); i += Math.max(1, all.size() / 5)) {
                if (all.get(i).length() < 4_000) {
                    payloads.add(all.get(i).array());
                }
            }
        }
        return payloads;
    }
}
