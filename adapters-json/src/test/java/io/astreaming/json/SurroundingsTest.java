package io.astreaming.json;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.bind.spi.JsonbProvider;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** A run of the tests is what it claims to be: on modules or on a class path, with one provider of JSON-B or the other. */
class SurroundingsTest {
    @Test
    void runsWhereTheBuildSays() {
        String modules = System.getProperty("astreaming.modules");
        Assumptions.assumeTrue(modules != null, "the build says nothing of modules");
        assertThat(getClass().getModule().isNamed()).isEqualTo(Boolean.parseBoolean(modules));
    }

    @Test
    void mapsJsonWithTheProviderThatTheBuildNames() {
        String provider = System.getProperty("astreaming.jsonb");
        Assumptions.assumeTrue(provider != null, "the build says nothing of JSON-B");
        assertThat(JsonbProvider.provider().getClass().getName()).startsWith(provider);
    }
}
