/**
 * What a service needs to test how it handles streamed answers.
 *
 * <p>Start at {@link io.astreaming.test.ReplayExtension}.
 */
module io.astreaming.test {
    requires transitive io.astreaming;
    requires transitive io.astreaming.replay;
    requires transitive org.junit.jupiter.api;
    requires static org.apiguardian.api;
    requires static org.jspecify;

    exports io.astreaming.test;

    // Runs the tests of the contracts.
    opens io.astreaming.test to
            org.junit.platform.commons;
}
