package io.astreaming.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class JsonStringsTest {
    private final List<String> seen = new ArrayList<>();

    @Test
    void tellsEachStringWithItsPlace() {
        look("{\"id\":\"a\",\"choices\":[{\"delta\":{\"content\":\"b\",\"tags\":[\"c\",\"d\"]},\"index\" : 7},\"e\"]}");

        assertThat(seen)
                .containsExactly(
                        "/id=a",
                        "/choices/#7/delta/content=b",
                        "/choices/#7/delta/tags/0=c",
                        "/choices/#7/delta/tags/1=d",
                        "/choices/1=e");
    }

    @Test
    void readsEscapesAndWritesOnlyWhatChanged() {
        String json = "{ \"a\" : \"x\\u002Fy\\n\", \"x\" : \"z\\/\" }";

        assertThat(JsonStrings.map(json, (path, text) -> text)).isSameAs(json);
        assertThat(JsonStrings.map(json, (path, text) -> text.replace("x/y", "\"")))
                .isEqualTo("{ \"a\" : \"\\\"\\n\", \"x\" : \"z\\/\" }");
    }

    @Test
    void readsNoFurtherThanToTheEndOfAStringThatIsCutWithinAnEscape() {
        List<String> read = new ArrayList<>();
        JsonStrings.map("\"ab\\n", (path, text) -> {
            read.add(text);
            return text;
        });
        assertThat(read).containsExactly("ab\\");
    }

    @Test
    void takesWhateverIsNoJson() {
        for (String odd : List.of(
                "",
                "\"",
                "\"\\",
                "}]",
                "{\"a\":\"\\u12",
                "{\"a\":\"\\",
                "[".repeat(100_000),
                "{\"a\"",
                "[\"a",
                "{\"")) {
            look(odd);
        }
        assertThat(JsonStrings.map("[DONE]", (path, text) -> "!")).isEqualTo("[DONE]");
    }

    @Test
    void readsAnIndexOfSeveralDigitsAndNoOtherNumber() {
        look("[{\"index\":  12, \"a\":\"x\"},{\"index\":\"b\"},{\"other\":3,\"a\":\"y\"}]");
        look("{\"index\":9");
        look("{\"index\": ");
        look("{\"index\":");

        assertThat(seen).containsExactly("/#12/a=x", "/1/index=b", "/2/a=y");
    }

    @Test
    void readsEscapesUpToTheEndOfAStringThatWasCut() {
        look("\"\\u00e9\\uD83D\\uDE00\\b\\f\\r\\t\\q\"");
        look("[\"\\u00zz!\"]");
        look("[\"a\\u12\"]");
        look("[\"\",\"\\n\"]");

        assertThat(seen).containsExactly("/=é😀\b\f\r\tq", "/0=\u0000!", "/0=a\u0012", "/0=", "/1=\n");
    }

    @Test
    void looksIntoAHundredAndTwentyEightLevelsAndNoDeeper() {
        look("[".repeat(128) + "\"a\"");
        look("[".repeat(129) + "\"b\"");
        look("[[".repeat(60) + "[]".repeat(200) + "\"c\"" + "]]".repeat(60) + "\"d\"");

        assertThat(seen).hasSize(3).last().isEqualTo("/=d");
        assertThat(seen.get(0)).isEqualTo("/0".repeat(128) + "=a");
        assertThat(seen.get(1)).endsWith("=c");
    }

    @Test
    void tellsTheMembersOfAnObjectAfterAList() {
        look("{\"a\":[\"x\",[\"y\"]],\"b\":\"z\"}");

        assertThat(seen).containsExactly("/a/0=x", "/a/1/0=y", "/b=z");
    }

    private void look(String json) {
        JsonStrings.map(json, (path, text) -> {
            seen.add(path + "=" + text);
            return text;
        });
    }
}
