package io.astreaming.jsontext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExtrasTest {
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 7, 8, 9, 10, 1_000})
    void isACopyThatKeepsTheOrder(int size) {
        Map<String, JsonText> members = members(size);
        Extras extras = new Extras(members);
        Map<String, JsonText> same = Map.copyOf(members);
        List<String> told = new ArrayList<>();
        extras.members().forEach((name, value) -> told.add(name + value));

        assertThat(extras.members()).hasSize(size).isEqualTo(members).hasSameHashCodeAs(members);
        assertThat(members).isEqualTo(extras.members());
        assertThat(extras).isEqualTo(new Extras(same)).hasSameHashCodeAs(new Extras(same));
        assertThat(List.copyOf(extras.members().keySet())).isEqualTo(List.copyOf(members.keySet()));
        assertThat(List.copyOf(extras.members().values())).isEqualTo(List.copyOf(members.values()));
        assertThat(told)
                .hasSize(size)
                .isEqualTo(members.entrySet().stream()
                        .map(e -> e.getKey() + e.getValue())
                        .toList());
        assertThat(extras.isEmpty()).isEqualTo(size == 0);
        members.clear();
        assertThat(extras.members()).hasSize(size);
        assertThat(extras.get("none")).isNull();
        assertThat(extras.override("none")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 8, 9, 20})
    void changesOneMemberInACopy(int size) {
        Extras extras = new Extras(members(size));
        for (int i = 0; i < size; i++) {
            Map<String, JsonText> expected = members(size);
            expected.put("m" + i, JsonText.NULL);
            Extras changed = extras.with("m" + i, JsonText.NULL);
            assertThat(changed).isEqualTo(new Extras(expected));
            assertThat(List.copyOf(changed.members().keySet())).isEqualTo(List.copyOf(expected.keySet()));
        }
        Extras more = extras.with("more", JsonText.NULL);
        assertThat(more.get("more")).isEqualTo(JsonText.NULL);
        assertThat(more.members()).hasSize(size + 1);
        assertThat(List.copyOf(more.members().keySet()).get(size)).isEqualTo("more");
        assertThat(extras).isEqualTo(new Extras(members(size)));
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 20})
    void canNotBeChanged(int size) {
        Map<String, JsonText> members = new Extras(members(size)).members();
        assertThatThrownBy(() -> members.put("m0", JsonText.NULL)).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> members.remove("m0")).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> members.entrySet().iterator().next().setValue(JsonText.NULL))
                .isInstanceOf(UnsupportedOperationException.class);
        assertThat(members).isEqualTo(members(size));
    }

    @Test
    void endsItsIterationLikeAnyMap() {
        var iterator = new Extras(members(1)).members().entrySet().iterator();
        iterator.next();
        assertThatThrownBy(iterator::next).isInstanceOf(NoSuchElementException.class);
    }

    @Test
    void refusesNullsAndAsksForNone() {
        Map<String, JsonText> noName = new LinkedHashMap<>();
        noName.put(null, JsonText.NULL);
        Map<String, JsonText> noValue = new LinkedHashMap<>();
        noValue.put("a", null);
        assertThatNullPointerException().isThrownBy(() -> new Extras(noName));
        assertThatNullPointerException().isThrownBy(() -> new Extras(noValue));
        assertThatNullPointerException().isThrownBy(() -> Extras.NONE.with("a", null));
        assertThat(new Extras(members(2)).members()).doesNotContainKey(null);
    }

    private static Map<String, JsonText> members(int size) {
        Map<String, JsonText> members = new LinkedHashMap<>();
        for (int i = 0; i < size; i++) {
            members.put("m" + i, new JsonText("" + i));
        }
        return members;
    }
}
