package io.astreaming.jsontext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonWriterTest {
    @Test
    void setsCommasBetweenValuesAndBetweenMembersOnly() {
        JsonWriter out = new JsonWriter()
                .beginObject()
                .name("a")
                .beginArray()
                .beginObject()
                .endObject()
                .beginArray()
                .endArray()
                .number(1)
                .endArray()
                .name("b")
                .string("x\n")
                .name("c")
                .string(null)
                .endObject();

        assertThat(out.text()).isEqualTo(JsonText.of("{\"a\":[{},[],1],\"b\":\"x\\n\",\"c\":null}"));
    }

    @Test
    void writesATreeInItsOrderAndItsJsonVerbatim() {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("quoted \"name\"", new StringBuilder("text"));
        tree.put("list", Arrays.asList(true, null, new BigDecimal("1.50"), 2L, List.of(), Map.of()));
        tree.put("json", new JsonText("1e2"));

        assertThat(new JsonWriter().tree(tree).text())
                .isEqualTo(JsonText.of(
                        "{\"quoted \\\"name\\\"\":\"text\",\"list\":[true,null,1.50,2,[],{}],\"json\":1e2}"));
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
    void refusesNumbersThatJsonLacks(double number) {
        assertThatIllegalArgumentException().isThrownBy(() -> new JsonWriter().tree(List.of(number)));
        assertThatIllegalArgumentException().isThrownBy(() -> new JsonWriter().number((float) number));
    }

    @Test
    void namesTheTypeThatItCannotWrite() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new JsonWriter().tree(new Object()))
                .withMessageContaining("java.lang.Object");
    }
}
