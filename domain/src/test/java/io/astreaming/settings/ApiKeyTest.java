package io.astreaming.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ApiKeyTest {
    @Test
    void showsItselfOnlyWhenAsked() {
        ApiKey key = ApiKey.of(" sk-secret \n");
        assertThat(key.reveal()).isEqualTo("sk-secret");
        assertThat(key.toString()).doesNotContain("secret");
    }

    @Test
    void refusesWhatCanBeNoKeyWithoutRepeatingIt() {
        for (String wrong : new String[] {"", "  ", "sk\r\nInjected: 1", "schlüssel"}) {
            assertThatThrownBy(() -> ApiKey.of(wrong))
                    .isInstanceOf(IllegalArgumentException.class)
                    .satisfies(e -> assertThat(e.getMessage()).doesNotContain("Injected", "schl"));
        }
    }

    @Test
    void namesTheVariableThatIsNotSet() {
        assertThatThrownBy(() -> ApiKey.fromEnvironment("ASTREAMING_NO_SUCH_VARIABLE"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("ASTREAMING_NO_SUCH_VARIABLE");
    }
}
