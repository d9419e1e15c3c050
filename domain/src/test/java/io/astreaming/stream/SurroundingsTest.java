package io.astreaming.stream;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** A run of the tests is what it claims to be: on modules or on a class path. */
class SurroundingsTest {
    @Test
    void runsWhereTheBuildSays() {
        String modules = System.getProperty("astreaming.modules");
        Assumptions.assumeTrue(modules != null, "the build says nothing of modules");
        assertThat(getClass().getModule().isNamed()).isEqualTo(Boolean.parseBoolean(modules));
    }
}
