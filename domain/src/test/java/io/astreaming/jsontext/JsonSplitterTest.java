package io.astreaming.jsontext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Map;
import org.junit.jupiter.api.Test;

class JsonSplitterTest {
    @Test
    void cutsAnObjectIntoMembers() {
        JsonText json = new JsonText(
                " { \"a\" : 1.0 , \"b\":{\"a\":[1,\"}\"]},\"c\\u0064\" :\"x\\\"y\" ,\"e\":[ ] , \"a\":null } ");

        assertThat(json.members())
                .containsExactly(
                        Map.entry("a", JsonText.NULL),
                        Map.entry("b", new JsonText("{\"a\":[1,\"}\"]}")),
                        Map.entry("cd", new JsonText("\"x\\\"y\"")),
                        Map.entry("e", new JsonText("[ ]")));
        assertThat(new JsonText("{ }").members()).isEmpty();
        assertThat(new JsonText("[1]").members()).isEmpty();
        assertThat(new JsonText("7").members()).isEmpty();
    }

    @Test
    void cutsAnArrayIntoElements() {
        assertThat(new JsonText("[ 1 ,[2, 3],\"a,]\" , {\"b\":true},false]").elements())
                .extracting(JsonText::text)
                .containsExactly("1", "[2, 3]", "\"a,]\"", "{\"b\":true}", "false");
        assertThat(new JsonText(" [ ] ").elements()).isEmpty();
        assertThat(new JsonText("{\"a\":1}").elements()).isEmpty();
    }

    @Test
    void readsStrings() {
        String text = "a\"\\/\b\f\n\r\t\u00e9\ud83d\ude00\ud800";
        assertThat(JsonText.ofString(text).string()).isEqualTo(text);
        assertThat(new JsonText(" \"\\/\\u00E9\\uD83D\\uDE00\" ").string()).isEqualTo("/\u00e9\ud83d\ude00");
        assertThat(new JsonText("\"\"").string()).isEmpty();
        assertThat(new JsonText("null").string()).isNull();
        assertThat(new JsonText("[\"a\"]").string()).isNull();
    }

    @Test
    void refusesWhatIsNotJson() {
        for (String text : new String[] {"", "{", "{\"a\" 1}", "[1,]", "\"a", "{} x"}) {
            JsonText json = new JsonText(text);
            assertThatIllegalArgumentException().isThrownBy(json::members).withMessageStartingWith("not JSON: ");
            assertThatIllegalArgumentException().isThrownBy(json::elements).withMessageStartingWith("not JSON: ");
            assertThatIllegalArgumentException().isThrownBy(json::string).withMessageStartingWith("not JSON: ");
        }
    }
}
