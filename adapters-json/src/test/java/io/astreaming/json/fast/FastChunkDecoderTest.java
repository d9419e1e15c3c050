package io.astreaming.json.fast;

import static org.assertj.core.api.Assertions.assertThat;

import io.astreaming.port.Payload;
import io.astreaming.settings.StreamLimits;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FastChunkDecoderTest {
    private static final String CONTENT =
            "{\"id\":\"a\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"%s\"},\"finish_reason\":null}]}";

    private final BothReaders both = new BothReaders();

    @ParameterizedTest
    @ValueSource(
            strings = {
                CONTENT,
                " { \"choices\" : [ { \"delta\" : { \"content\" : \"%s\" } } ] } ",
                "{\"choices\":[{\"index\":0,\"delta\":{\"role\":\"assistant\",\"content\":\"%s\",\"audio\":null}}]}",
                "{\"choices\":[{\"index\":0,\"delta\":{\"content\":\"\",\"reasoning_content\":\"%s\"}}]}",
                "{\"choices\":[{\"index\":0,\"delta\":{\"reasoning\":\"%s\",\"content\":\"%s\"}}]}",
                "{\"choices\":[{\"index\":0,\"delta\":{\"refusal\":\"%s\"}}]}",
                "{\"choices\":[{\"index\":0,\"delta\":{\"function_call\":{\"arguments\":\"%s\"}}}]}",
                "{\"choices\":[{\"index\":0,\"delta\":{\"tool_calls\":[{\"index\":0,\"id\":\"c\",\"type\":\"function\","
                        + "\"function\":{\"name\":\"f\",\"arguments\":\"%s\"}}]}}]}",
                "{\"choices\":[{\"index\":0,\"delta\":{\"tool_calls\":[{\"index\":0,\"function\":{\"arguments\":\"%s\"}},"
                        + "{\"index\":1,\"function\":{\"arguments\":\"%s\"}}]}}]}",
                "{\"choices\":[{\"index\":3,\"delta\":{\"content\":\"%s\"},\"finish_reason\":\"stop\"}],"
                        + "\"usage\":{\"prompt_tokens\":1,\"cost\":0.50},\"obfuscation\":\"%s\"}",
                "{\"obfuscation\":\"%s\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"%s\"}}],\"p\":\"%s\"}",
                "{\"id\":\"x%s\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"%s\"}}]}",
                "{\"choices\":[{\"index\":0,\"delta\":{\"reasoning\":\"%s\",\"reasoning_details\":"
                        + "[{\"type\":\"reasoning.text\",\"text\":\"%s\",\"index\":0,\"signature\":null}]}}]}",
                "{\"choices\":[{\"index\":0,\"delta\":{\"x\":\"%s\"}}]}",
                "{\"choices\":[{\"index\":0,\"delta\":{\"content\":[{\"type\":\"thinking\",\"thinking\":[{\"type\":\"text\","
                        + "\"text\":\"%s\"}]},{\"type\":\"text\",\"text\":\"%s\"},\"%s\",7],\"audio\":null}}],\"p\":\"%s\"}",
            })
    void readsWhatChangesFromChunkToChunkByATemplate(String shape) {
        String[] pieces = {
            "a", "b", "", " word", "\\n", "\\u00e9", "\\\"x\\\\", "日本", "😀", "\\ud83d", "\\ude00", "\uFFFD"
        };
        for (String piece : pieces) {
            assertThat(both.read(Payload.of(shape.replace("%s", piece)))).isTrue();
        }
        assertThat(both.filled()).isBetween(pieces.length - 2, pieces.length - 1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"created\":170%s,\"choices\":[{\"delta\":{\"content\":\"a\"}}]",
                "\"choices\":[{\"delta\":{\"content\":\"a\"}}],\"usage\":{\"total_tokens\":%s}",
                "\"choices\":[{\"delta\":{\"content\":\"a\"},\"message\":{\"content\":\"%s\",\"role\":\"r\"}}]",
                "\"choices\":[{\"delta\":{\"content\":\"a\"},\"logprobs\":{\"content\":[{\"token\":\"a\",\"logprob\":-%s}]}}]",
                "\"created\":1%s,\"usage\":{\"total_tokens\":%s,\"x\":[%s]},\"choices\":[{\"delta\":{\"content\":\"a\"},\"x\":%s}]",
            })
    void readsValuesBesideThePiecesByATemplateOnceTheyHaveChanged(String members) {
        for (int i = 0; i < 12; i++) {
            assertThat(both.read(Payload.of("{" + members.replace("%s", String.valueOf(i)) + "}")))
                    .isTrue();
        }
        assertThat(both.filled()).isEqualTo(10);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0",
                "-1",
                "-0",
                "01",
                "1.0",
                "1e9",
                "1700000000000000000",
                "99999999999999999999",
                "",
                "null",
                "\"1\""
            })
    void readsWhateverStandsForTheTimeOfCreationInATemplate(String created) {
        String shape = "{\"created\":%s,\"choices\":[{\"delta\":{\"content\":\"a\"}}]}";
        for (String value : new String[] {"1", "2", "3", created, "3", "0", created}) {
            both.read(Payload.of(shape.formatted(value)));
        }
        assertThat(both.filled()).isBetween(2, 5);
    }

    @Test
    void heedsTheLengthOfNumbersWhereATemplateFits() {
        BothReaders strict = new BothReaders(StreamLimits.DEFAULT
                .withEventBytes(1 << 20)
                .withNestingDepth(8)
                .withNumberLength(10)
                .withTotalText(1_000)
                .withChoices(1)
                .withToolCalls(1)
                .withDistinctExtras(1)
                .withErrorBodyBytes(1));
        for (String created : new String[] {"1", "2", "3", "1234567890", "12345678901", "4"}) {
            strict.read(Payload.of("{\"created\":" + created + ",\"choices\":[{\"delta\":{\"content\":\"a\"}}]}"));
        }
        assertThat(strict.filled()).isEqualTo(3);
        assertThat(strict.refused()).isEqualTo(1);
    }

    /** What a structure says counts only where no other member says reasoning: whether that is so may change from chunk to chunk. */
    @Test
    void agreesOnReasoningThatComesNowInAStructureAndNowInPlainWords() {
        String[] reasonings = {"\"a\"", "\"b\"", "\"\"", "null", "{\"text\":\"c\"}", "[]", "7"};
        String[] structures = {
            "[{\"text\":\"d\"}]", "[{\"signature\":\"s\"}]", "{\"content\":\"e\"}", "\"f\"", "null", "{}"
        };
        Random random = new Random(20260101);
        for (int i = 0; i < 20_000; i++) {
            if (i % 50 == 0) {
                both.begin();
            }
            String delta = "\"reasoning\":" + reasonings[random.nextInt(reasonings.length)];
            for (String name : new String[] {"thinking", "reasoning_details"}) {
                if (random.nextBoolean()) {
                    delta += ",\"" + name + "\":" + structures[random.nextInt(structures.length)];
                }
            }
            both.read(Payload.of("{\"choices\":[{\"index\":0,\"delta\":{" + delta + "}}]}"));
        }
        assertThat(both.answered()).isEqualTo(both.read());
        assertThat(both.filled()).isGreaterThan(1_000);
    }

    /** Members that somebody looks into though they aren't modelled, and others: each may be anything from chunk to chunk. */
    @Test
    void agreesOnErrorsAndUsageWhereverTheyStand() {
        String[] values = {
            "null",
            "\"\"",
            "\"0\"",
            "\"x\"",
            "0",
            "7",
            "{}",
            "{\"message\":\"m\"}",
            "{\"total_tokens\":3}",
            "{\"usage\":{\"total_tokens\":4}}",
            "{\"status_code\":0}",
            "{\"status_code\":7}"
        };
        String[] names = {"error", "usage", "text", "base_resp", "error_code", "message", "x", "thinking"};
        Random random = new Random(20260101);
        for (int i = 0; i < 40_000; i++) {
            if (i % 20 == 0) {
                both.begin();
            }
            String[] more = {"", "", ""};
            for (int level = 0; level < more.length; level++) {
                if (random.nextInt(3) == 0) {
                    more[level] =
                            ",\"" + names[random.nextInt(names.length)] + "\":" + values[random.nextInt(values.length)];
                }
            }
            both.read(Payload.of("{\"id\":\"c\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"" + i + "\""
                    + more[0] + "}" + more[1] + "}]" + more[2] + "}"));
        }
        assertThat(both.answered()).isEqualTo(both.read());
        assertThat(both.filled()).isGreaterThan(1_000);
    }

    @Test
    void keepsATemplateForEachOfTheShapesThatAStreamAlternates() {
        for (int i = 0; i < 12; i++) {
            String word = "\"" + i + "\"";
            both.read(Payload.of("{\"choices\":[{\"index\":0,\"delta\":{\"content\":" + word + "}}]}"));
            both.read(Payload.of("{\"choices\":[{\"index\":1,\"delta\":{\"content\":" + word + "}}]}"));
            both.read(Payload.of("{\"choices\":[{\"index\":0,\"delta\":{\"reasoning\":" + word + "}}]}"));
            both.read(Payload.of("{\"choices\":[{\"index\":0,\"delta\":{\"refusal\":" + word + "}}]}"));
        }
        assertThat(both.filled()).isEqualTo(44);
    }

    @Test
    void learnsNewShapesAfterManyThatNeverCameAgain() {
        for (int i = 0; i < 200; i++) {
            both.read(
                    Payload.of("{\"model\":\"" + i + "\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"a\"}}]}"));
        }
        assertThat(both.filled()).isZero();
        for (int i = 0; i < 40; i++) {
            both.read(Payload.of(CONTENT.replace("%s", "b" + i)));
        }
        assertThat(both.filled()).isGreaterThan(20);
    }

    /** All these are chunks, and so like the one before that only the value in question tells them apart. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"type\":\"ping\",\"choices\":[{\"delta\":{\"content\":\"a\"}}]}>{\"type\":\"error\",\"choices\":[{\"delta\":{\"content\":\"b\"}}]}",
                "{\"error\":null,\"choices\":[{\"delta\":{\"content\":\"a\"}}]}>{\"error\":\"\",\"choices\":[{\"delta\":{\"content\":\"a\"}}]}>{\"error\":\"e\",\"choices\":[{\"delta\":{\"content\":\"b\"}}]}",
                "{\"model\":null,\"choices\":[{\"delta\":{\"content\":\"a\"}}]}>{\"model\":\"\",\"choices\":[{\"delta\":{\"content\":\"a\"}}]}>{\"model\":\"e\",\"choices\":[{\"delta\":{\"content\":\"b\"}}]}",
                "{\"error\":\"\",\"choices\":[{\"delta\":{\"content\":\"a\"}}]}>{\"error\":\"e\",\"choices\":[{\"delta\":{\"content\":\"b\"}}]}",
                "{\"id\":\"a\",\"choices\":[{\"delta\":{\"content\":\"a\"}}]}>{\"id\":\"\",\"choices\":[{\"delta\":{\"content\":\"b\"}}]}",
                "{\"id\":\"\",\"choices\":[{\"delta\":{\"content\":\"a\"}}]}>{\"id\":\"b\",\"choices\":[{\"delta\":{\"content\":\"b\"}}]}",
                "{\"choices\":[{\"delta\":{\"role\":\"r\",\"content\":\"a\"}}]}>{\"choices\":[{\"delta\":{\"role\":\"\",\"content\":\"b\"}}]}",
                "{\"choices\":[{\"delta\":{\"x\":\"a\",\"content\":\"a\"}}]}>{\"choices\":[{\"delta\":{\"x\":null,\"content\":\"b\"}}]}",
                "{\"choices\":[{\"delta\":{\"x\":[1],\"content\":\"a\"}}]}>{\"choices\":[{\"delta\":{\"x\":01,\"content\":\"b\"}}]}",
                "{\"choices\":[{\"delta\":{\"content\":[\"a\"]}}]}>{\"choices\":[{\"delta\":{\"content\":[\"b\"]}}]}",
                "{\"choices\":[{\"delta\":{\"content\":[\"a\"]}}]}>{\"choices\":[{\"delta\":{\"content\":{}}}]}",
                "{\"choices\":[{\"delta\":{\"content\":[\"a\"]}}]}>{\"choices\":[{\"delta\":{\"content\":null}}]}",
                "{\"choices\":[{\"delta\":{\"content\":[\"a\"],\"role\":\"r\"}}]}>{\"choices\":[{\"delta\":{\"content\":[],\"role\":\"r\"}}]}",
                "{\"choices\":[{\"delta\":{\"content\":[\"a\"],\"reasoning\":\"r\"}}]}>{\"choices\":[{\"delta\":{\"content\":[],\"reasoning\":\"s\"}}]}",
                "{\"choices\":[{\"delta\":{\"content\":[\"a\"],\"content\":[\"b\"]}}]}>{\"choices\":[{\"delta\":{\"content\":[\"a\"],\"content\":[]}}]}",
                "{\"choices\":[{\"delta\":{\"content\":\"a\"}},{\"delta\":{\"content\":\"b\"}}]}>{\"choices\":[{\"delta\":{\"content\":\"c\"}},{\"delta\":{\"content\":\"b\"}}]}",
                "{\"choices\":[{\"message\":{\"content\":\"a\"}}]}>{\"choices\":[{\"message\":{\"content\":\"b\"}}]}",
                "{\"choices\":[{\"delta\":{\"tool_calls\":[{\"custom\":{\"input\":\"a\"}}]}}]}>{\"choices\":[{\"delta\":{\"tool_calls\":[{\"custom\":{\"input\":\"b\"}}]}}]}",
                "{\"choices\":[{\"delta\":{\"content\":\"a\",\"content\":\"b\"}}]}>{\"choices\":[{\"delta\":{\"content\":\"b\",\"content\":\"c\"}}]}",
                "{\"choices\":[{\"delta\":{\"content\":\"a\"},\"logprobs\":{\"content\":[{\"token\":\"a\",\"logprob\":-1}]}}]}>{\"choices\":[{\"delta\":{\"content\":\"a\"},\"logprobs\":{\"content\":[{\"token\":\"b\",\"logprob\":-1}]}}]}",
                "{\"created\":1.0,\"choices\":[{\"delta\":{\"content\":\"a\"}}]}>{\"created\":2.0,\"choices\":[{\"delta\":{\"content\":\"a\"}}]}>{\"created\":3,\"choices\":[{\"delta\":{\"content\":\"a\"}}]}",
                "{\"created\":1,\"choices\":[{\"delta\":{\"content\":\"a\"}}]}>{\"created\":2,\"choices\":[{\"delta\":{\"content\":\"a\"}}]}>{\"created\":3.0,\"choices\":[{\"delta\":{\"content\":\"a\"}}]}>{\"created\":12,\"choices\":[{\"delta\":{\"content\":\"a\"}}]}>{\"created\":123,\"choices\":[{\"delta\":{\"content\":\"a\"}}]}>{\"created\":1,\"choices\":[{\"delta\":{\"content\":\"a\"}}]}>{\"created\":1e2,\"choices\":[{\"delta\":{\"content\":\"a\"}}]}>{\"created\":-0,\"choices\":[{\"delta\":{\"content\":\"a\"}}]}>{\"created\":9223372036854775808,\"choices\":[{\"delta\":{\"content\":\"a\"}}]}>{\"created\":null,\"choices\":[{\"delta\":{\"content\":\"a\"}}]}>{\"created\":\"4\",\"choices\":[{\"delta\":{\"content\":\"a\"}}]}",
                "{\"created\":12,\"choices\":[{\"delta\":{\"content\":\"a\"}}]}>{\"created\":34,\"choices\":[{\"delta\":{\"content\":\"a\"}}]}>{\"created\":12,\"choices\":[{\"delta\":{\"content\":\"a\"}}]}>{\"created\":123,\"choices\":[{\"delta\":{\"content\":\"a\"}}]}>{\"created\":1,\"choices\":[{\"delta\":{\"content\":\"a\"}}]}",
                "{\"created\":1,\"created\":2,\"choices\":[{\"delta\":{\"content\":\"a\"}}]}>{\"created\":1,\"created\":3,\"choices\":[{\"delta\":{\"content\":\"a\"}}]}>{\"created\":2,\"created\":3,\"choices\":[{\"delta\":{\"content\":\"a\"}}]}",
                "{\"usage\":{\"total_tokens\":1},\"choices\":[{\"delta\":{\"content\":\"a\"}}]}>{\"usage\":{},\"choices\":[{\"delta\":{\"content\":\"a\"}}]}>{\"usage\":{\"total_tokens\":2},\"choices\":[{\"delta\":{\"content\":\"a\"}}]}>{\"usage\":null,\"choices\":[{\"delta\":{\"content\":\"a\"}}]}>{\"usage\":{\"total_tokens\":3},\"choices\":[{\"delta\":{\"content\":\"a\"}}]}",
                "{\"usage\":{\"total_tokens\":1},\"choices\":[{\"delta\":{\"content\":\"a\"}}]}>{\"usage\":{\"total_tokens\":2},\"choices\":[{\"delta\":{\"content\":\"a\"}}]}>{\"usage\":{\"total_tokens\":2.0},\"choices\":[{\"delta\":{\"content\":\"a\"}}]}>{\"usage\":{\"total_tokens\":2,\"x\":[1]},\"choices\":[{\"delta\":{\"content\":\"a\"}}]}>{\"usage\":{\"total_tokens\":\"2\"},\"choices\":[{\"delta\":{\"content\":\"a\"}}]}>{\"usage\":{\"total_tokens\":2,\"total_tokens\":3},\"choices\":[{\"delta\":{\"content\":\"a\"}}]}>{\"usage\":{\"total_tokens\":null},\"choices\":[{\"delta\":{\"content\":\"a\"}}]}>{\"usage\":{},\"choices\":[{\"delta\":{\"content\":\"a\"}}]}>{\"usage\":7,\"choices\":[{\"delta\":{\"content\":\"a\"}}]}",
                "{\"usage\":{\"total_tokens\":1},\"x_groq\":{\"usage\":{\"total_tokens\":1}},\"choices\":[{\"delta\":{\"content\":\"a\"}}]}>{\"usage\":{\"total_tokens\":2},\"x_groq\":{\"usage\":{\"total_tokens\":2}},\"choices\":[{\"delta\":{\"content\":\"a\"}}]}",
                "{\"x_groq\":{\"usage\":{\"total_tokens\":1}},\"choices\":[{\"delta\":{\"content\":\"a\"}}]}>{\"x_groq\":{\"usage\":{\"total_tokens\":2}},\"choices\":[{\"delta\":{\"content\":\"a\"}}]}>{\"x_groq\":{\"usage\":{\"total_tokens\":3}},\"choices\":[{\"delta\":{\"content\":\"a\"}}]}",
                "{\"choices\":[{\"delta\":{\"content\":\"a\"},\"finish_reason\":null}]}>{\"choices\":[{\"delta\":{\"content\":\"a\"},\"finish_reason\":\"\"}]}>{\"choices\":[{\"delta\":{\"content\":\"a\"},\"finish_reason\":\"stop\"}]}>{\"choices\":[{\"delta\":{\"content\":\"a\"},\"finish_reason\":null}]}",
                "{\"choices\":[{\"delta\":{\"content\":\"a\"},\"index\":\"0\"}]}>{\"choices\":[{\"delta\":{\"content\":\"a\"},\"index\":\"1\"}]}>{\"choices\":[{\"delta\":{\"content\":\"a\"},\"index\":2}]}",
                "{\"choices\":[{\"delta\":{\"content\":\"a\"},\"index\":1.0}]}>{\"choices\":[{\"delta\":{\"content\":\"a\"},\"index\":2.0}]}>{\"choices\":[{\"delta\":{\"content\":\"a\"},\"index\":3.0}]}",
                "{\"choices\":[{\"delta\":{\"content\":\"a\"},\"logprobs\":null}]}>{\"choices\":[{\"delta\":{\"content\":\"a\"},\"logprobs\":{\"content\":[]}}]}>{\"choices\":[{\"delta\":{\"content\":\"a\"},\"logprobs\":{\"content\":[{\"token\":\"t\",\"logprob\":-1}]}}]}>{\"choices\":[{\"delta\":{\"content\":\"a\"},\"logprobs\":{\"content\":7}}]}>{\"choices\":[{\"delta\":{\"content\":\"a\"},\"logprobs\":[]}]}>{\"choices\":[{\"delta\":{\"content\":\"a\"},\"logprobs\":null}]}",
                "{\"choices\":[{\"delta\":{\"content\":\"a\"},\"logprobs\":{\"content\":[{\"token\":\"t\",\"logprob\":-1}]}}]}>{\"choices\":[{\"delta\":{\"content\":\"a\"},\"logprobs\":{\"content\":[{\"token\":\"u\",\"logprob\":-2}]}}]}>{\"choices\":[{\"delta\":{\"content\":\"a\"},\"logprobs\":{\"content\":[{\"token\":7,\"logprob\":\"x\",\"top_logprobs\":[{\"token\":\"a\"}]}],\"x\":1}}]}>{\"choices\":[{\"delta\":{\"content\":\"a\"},\"logprobs\":{\"content\":[8]}}]}>{\"choices\":[{\"delta\":{\"content\":\"a\"},\"logprobs\":{}]}",
                "{\"choices\":[{\"delta\":{\"content\":\"a\"},\"message\":{\"content\":\"m\"}}]}>{\"choices\":[{\"delta\":{\"content\":\"a\"},\"message\":{\"content\":\"n\"}}]}>{\"choices\":[{\"delta\":{\"content\":\"a\"},\"message\":{\"content\":\"o\"}}]}>{\"choices\":[{\"delta\":{\"content\":\"a\"},\"message\":\"p\"}]}>{\"choices\":[{\"delta\":{\"content\":\"a\"},\"message\":null}]}",
                "{\"choices\":[{\"delta\":null,\"message\":{\"content\":\"m\"}}]}>{\"choices\":[{\"delta\":null,\"message\":{\"content\":\"n\"}}]}",
                "{\"choices\":[{\"delta\":{\"content\":\"a\"},\"delta\":null,\"message\":{\"content\":\"m\"}}]}>{\"choices\":[{\"delta\":{\"content\":\"a\"},\"delta\":null,\"message\":{\"content\":\"n\"}}]}",
                "{\"choices\":[{\"delta\":{\"content\":\"a\"},\"x\":{\"a\":1}}]}>{\"choices\":[{\"delta\":{\"content\":\"a\"},\"x\":{\"a\":2}}]}>{\"choices\":[{\"delta\":{\"content\":\"a\"},\"x\":{\"a\":2}}]}>{\"choices\":[{\"delta\":{\"content\":\"a\"},\"x\":12}]}>{\"choices\":[{\"delta\":{\"content\":\"a\"},\"x\":1}]}>{\"choices\":[{\"delta\":{\"content\":\"a\"},\"x\":123}]}>{\"choices\":[{\"delta\":{\"content\":\"a\"},\"x\":[01]}]}",
            })
    void makesNoHoleOfWhatDecidesMore(String payloads) {
        for (int i = 0; i < 3; i++) {
            List.of(payloads.split(">")).forEach(payload -> both.read(Payload.of(payload)));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\\n\\\"\\/\\b\\f\\r\\t\\\\",
                "\\u0000",
                "\\u00E9\\uabCD",
                "\\ud83d",
                "\\ude00",
                "\\uD83D\\uDE00",
                "\\uFFFD",
                "\uFFFD",
                "\uFEFF",
                "\u2028",
                "\u007f",
                "\u0080",
                "\u07ff",
                "\u0800",
                "\ud7ff",
                "\ue000",
                "\uffff",
                "𐀀",
                "\uDBFF\uDFFF",
                "日本語 😀 é"
            })
    void staysFastWithAnyText(String text) {
        for (int before = 0; before < 18; before++) {
            assertThat(both.read(Payload.of(CONTENT.replace("%s", "-".repeat(before) + text))))
                    .isTrue();
            assertThat(both.read(Payload.of(CONTENT.replace("%s", "-".repeat(before) + text + "-".repeat(9)))))
                    .isTrue();
        }
        assertThat(both.filled()).isEqualTo(both.read() - 1);
    }

    /** In ISO 8859-1, a character a byte. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "\n",
                "\u0000",
                "\u001f",
                "\t",
                "\\",
                "\\u",
                "\\u12",
                "\\u12g4",
                "\\x",
                "\\U0041",
                "\u0080",
                "\u00BF",
                "\u00C0\u0080",
                "\u00C1\u00BF",
                "\u00C3",
                "\u00C3(",
                "\u00E0\u0080\u0080",
                "\u00E0\u009F\u00BF",
                "\u00ED\u00A0\u0080",
                "\u00ED\u00BF\u00BF",
                "\u00E2\u0082",
                "\u00F0\u008F\u00BF\u00BF",
                "\u00F4\u0090\u0080\u0080",
                "\u00F0\u009F\u0098",
                "\u00F8\u0088\u0080\u0080\u0080",
                "\u00F9\u0080\u0080\u0080",
                "\u00FF"
            })
    void isSilentAboutWhatIsNoText(String text) {
        byte[] good = CONTENT.replace("%s", "").getBytes(StandardCharsets.UTF_8);
        for (int before = 0; before < 18; before++) {
            for (String after : List.of("", "-".repeat(9))) {
                both.read(payload(good));
                byte[] bad =
                        CONTENT.replace("%s", "-".repeat(before) + text + after).getBytes(StandardCharsets.ISO_8859_1);
                assertThat(both.read(payload(bad))).isFalse();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "{",
                "}",
                "[",
                "{}}",
                "{} {}",
                "{}x",
                "x",
                "{\"a\":1,}",
                "[1,]",
                "{,}",
                "[,]",
                "{\"a\"}",
                "{\"a\",1}",
                "{\"a\"::1}",
                "{1:1}",
                "{\"a\":1]",
                "[1}",
                "[1 1]",
                "{\"a\":1 \"b\":2}",
                "[\"a\":1]",
                "{\"a\":01}",
                "{\"a\":-}",
                "{\"a\":+1}",
                "{\"a\":.5}",
                "{\"a\":1.}",
                "{\"a\":1e}",
                "{\"a\":1e+}",
                "{\"a\":-01}",
                "{\"a\":0x1}",
                "{\"a\":nul}",
                "{\"a\":nulll}",
                "{\"a\":True}",
                "{\"a\":'b'}",
                "{\"a\":\"b}",
                "{a:1}",
                "\uFEFF{}",
                "{\"a\":\u00a01}",
                "{\"a\":1}\u0000"
            })
    void isSilentAboutWhatIsNoJson(String json) {
        assertThat(both.read(Payload.of(json))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                "null",
                "true",
                "-0.0e+1",
                "\"x\"",
                " { \"a\" : [ 1 , { } , \"\" , -1.5E-3 ] }\r\n\t",
                "{\"type\":\"ping\"}",
                "{\"error\":{\"message\":\"m\"}}",
                "{\"choices\":[{\"message\":{\"content\":\"m\"}}]}",
                "{\"choices\":[],\"x_groq\":{\"usage\":{\"total_tokens\":1}}}",
                "{\"choices\":[],\"created\":1.0,\"created\":-0,\"model\":\"\",\"\":0,\"\\u0061\":1,\"é\":2}",
                "{\"choices\":[{\"delta\":{\"content\":1.50,\"tool_calls\":{},\"role\":\"\"}},null,7]}"
            })
    void answersWhateverElseIsJson(String json) {
        assertThat(both.read(Payload.of(json))).isTrue();
    }

    @Test
    void leavesErrorEventsToTheReferenceReading() {
        byte[] bytes = CONTENT.getBytes(StandardCharsets.UTF_8);
        assertThat(both.read(new Payload(bytes, 0, bytes.length, "message", 0, 0)))
                .isTrue();
        assertThat(both.read(new Payload(bytes, 0, bytes.length, "error", 0, 0)))
                .isFalse();
        assertThat(both.read(new Payload(bytes, 0, bytes.length, "chunk", 0, 0)))
                .isTrue();
    }

    @Test
    void keepsToTheLimits() {
        for (int limit = 1; limit < 12; limit++) {
            BothReaders bounded = new BothReaders(StreamLimits.DEFAULT
                    .withEventBytes(1 << 20)
                    .withNestingDepth(limit)
                    .withNumberLength(limit)
                    .withTotalText(1)
                    .withChoices(1)
                    .withToolCalls(1)
                    .withDistinctExtras(1)
                    .withErrorBodyBytes(1));
            for (int size = 0; size < 12; size++) {
                String nested = "[".repeat(size) + "]".repeat(size);
                bounded.read(Payload.of("{\"a\":" + (size == 0 ? "0" : nested) + "}"));
                bounded.read(Payload.of(
                        "{\"choices\":[{\"delta\":{\"content\":\"\",\"x\":" + (size == 0 ? "0" : nested) + "}}]}"));
                bounded.read(
                        Payload.of("{\"choices\":[{\"delta\":{\"content\":\"\",\"x\":1" + "0".repeat(size) + "}}]}"));
                bounded.read(Payload.of("{\"created\":-1" + "0".repeat(size) + "}"));
                String value = size == 0 ? "0" : nested;
                bounded.read(
                        Payload.of("{\"choices\":[{\"delta\":{\"content\":\"\"}}],\"usage\":{\"total_tokens\":1,\"x\":"
                                + value + "}}"));
                bounded.read(Payload.of("{\"choices\":[{\"delta\":{\"content\":\"\"},\"x\":" + value
                        + ",\"logprobs\":{\"x\":" + value + "}}]}"));
            }
            assertThat(bounded.refused()).isPositive();
        }
    }

    @Test
    void leavesToTheReferenceReadingWhatIsDeeperAndLongerThanAnyChunk() {
        BothReaders unbounded = new BothReaders(StreamLimits.DEFAULT
                .withEventBytes(1 << 20)
                .withNestingDepth(900)
                .withNumberLength(900)
                .withTotalText(1)
                .withChoices(1)
                .withToolCalls(1)
                .withDistinctExtras(1)
                .withErrorBodyBytes(1));
        assertThat(unbounded.read(Payload.of("[".repeat(64) + "]".repeat(64)))).isTrue();
        assertThat(unbounded.read(Payload.of("[".repeat(65) + "]".repeat(65)))).isFalse();
        assertThat(unbounded.read(Payload.of("1".repeat(64)))).isTrue();
        assertThat(unbounded.read(Payload.of("1".repeat(65)))).isFalse();
        assertThat(unbounded.read(Payload.of("\"" + "1".repeat((16 << 10) - 2) + "\"")))
                .isTrue();
        assertThat(unbounded.read(Payload.of("\"" + "1".repeat((16 << 10) - 1) + "\"")))
                .isFalse();
    }

    @Test
    void makesNoTemplatesOfLongPayloads() {
        both.read(Payload.of(CONTENT.replace("%s", "x".repeat(5_000))));
        both.read(Payload.of(CONTENT.replace("%s", "x")));
        assertThat(both.filled()).isZero();
        both.read(Payload.of(CONTENT.replace("%s", "x".repeat(5_000))));
        assertThat(both.filled()).isEqualTo(1);
    }

    private static Payload payload(byte[] bytes) {
        return new Payload(bytes, 0, bytes.length, Payload.MESSAGE, 3, 40);
    }
}
