/**
 * Architecture rules for services that use Astreaming, for ArchUnit.
 *
 * <p>Start at {@link io.astreaming.rules.ChatUsageRules}.
 */
@SuppressWarnings({"requires-automatic", "requires-transitive-automatic"
}) // ArchUnit's jars have module names, but no descriptors
module io.astreaming.rules {
    requires transitive com.tngtech.archunit;
    requires static com.tngtech.archunit.junit5.api;
    requires static org.jspecify;

    exports io.astreaming.rules;
}
