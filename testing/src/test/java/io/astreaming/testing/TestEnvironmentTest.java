package io.astreaming.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** A run of the tests is what it claims to be: on modules or on a class path, with one provider of JSON-B or the other. */
class TestEnvironmentTest {
    @Test
    void runsWhereTheBuildSays() {
        String modules = System.getProperty("astreaming.modules");
        Assumptions.assumeTrue(modules != null, "the build says nothing of modules");
        assertThat(getClass().getModule().isNamed()).isEqualTo(Boolean.parseBoolean(modules));
    }

    @Test
    void mapsJsonWithTheProviderThatTheBuildNames() throws ReflectiveOperationException {
        String provider = System.getProperty("astreaming.jsonb");
        Assumptions.assumeTrue(provider != null, "the build says nothing of JSON-B");
        Method find;
        try {
            find = Class.forName("jakarta.json.bind.spi.JsonbProvider").getMethod("provider");
        } catch (ClassNotFoundException e) {
            return; // this module maps no JSON
        }
        assertThat(find.invoke(null).getClass().getName()).startsWith(provider);
    }
}
