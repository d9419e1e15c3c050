package io.astreaming.stream;

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
    void takesWhateverIsNoJson() {
        for (String odd : List.of(
                "", "\"", "\"\\", "}]", "{\"a\":\"\\u12", "{\"a\":\"\\", "[".repeat(100_000), "{\"a\"", "[\"a")) {
            look(odd);
        }
        assertThat(JsonStrings.map("[DONE]", (path, text) -> "!")).isEqualTo("[DONE]");
    }

    private void look(String json) {
        JsonStrings.map(json, (path, text) -> {
            seen.add(path + "=" + text);
            return text;
        });
    }
}
