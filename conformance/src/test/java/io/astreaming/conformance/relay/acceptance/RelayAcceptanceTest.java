package io.astreaming.conformance.relay.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.astreaming.testing.RedisServer;
import java.util.Objects;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The acceptance tests of the relay in a short form, without those that limit times; {@code scripts/relay-acceptance}
 * runs all, and whole.
 */
@Timeout(120)
class RelayAcceptanceTest {
    @ParameterizedTest
    @CsvSource({"fidelity, 0.02", "once, 0.2"})
    void holdsInSmall(String name, double scale) throws Exception {
        assumeTrue(RedisServer.isInstalled(), "redis-server isn't installed: NOT tested with Redis");
        Acceptance.Check check = Objects.requireNonNull(Acceptance.ALL.get(name));

        assertThat(Acceptance.run(check, scale).misses()).isEmpty();
    }
}
