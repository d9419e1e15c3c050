package io.astreaming.rules;

import static io.astreaming.rules.ChatUsageRules.ASTREAMING_IS_USED;
import static io.astreaming.rules.ChatUsageRules.DEPRECATED_API_IS_NOT_USED;
import static io.astreaming.rules.ChatUsageRules.INTERNAL_PACKAGES_ARE_NOT_USED;
import static io.astreaming.rules.ChatUsageRules.KEYS_ARE_NOT_REVEALED;
import static io.astreaming.rules.ChatUsageRules.TEST_TOOLS_STAY_IN_TESTS;
import static io.astreaming.rules.ChatUsageRules.adaptersOnlyIn;
import static io.astreaming.rules.ChatUsageRules.keysOnlyIn;
import static io.astreaming.rules.ChatUsageRules.onlyAnswersIn;
import static io.astreaming.rules.ChatUsageRules.otherClientsOnlyIn;
import static io.astreaming.rules.ChatUsageRules.tracesOnlyIn;
import static org.assertj.core.api.Assertions.assertThat;

import io.astreaming.Astreaming;
import io.astreaming.event.TextReceived;
import io.astreaming.json.JsonbResults;
import io.astreaming.port.TraceSink;
import io.astreaming.replay.ReplayServer;
import io.astreaming.settings.ApiKey;
import io.astreaming.stream.Chat;
import java.net.http.HttpClient;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class PackagesTest {
    private static final String HERE = "io.astreaming.rules..";
    private static final String ELSEWHERE = "..config..";

    static class KnowsAdapters {
        JsonbResults results;
    }

    static class OpensAChat {
        Chat chat(String url) {
            return Astreaming.chat(url);
        }
    }

    static class KnowsTheChat {
        Chat chat;
        TextReceived text;
    }

    @Test
    void findsAdaptersOutsideTheConfiguration() {
        assertThat(Violations.of(adaptersOnlyIn(ELSEWHERE), KnowsAdapters.class))
                .isNotEmpty();
        assertThat(Violations.of(adaptersOnlyIn(ELSEWHERE), OpensAChat.class)).isNotEmpty();
    }

    @Test
    void acceptsAdaptersInTheConfigurationAndTheChatAnywhere() {
        assertThat(Violations.of(adaptersOnlyIn(ELSEWHERE, HERE), KnowsAdapters.class, OpensAChat.class))
                .isEmpty();
        assertThat(Violations.of(adaptersOnlyIn(ELSEWHERE), KnowsTheChat.class)).isEmpty();
    }

    static class MakesAKey {
        ApiKey key = ApiKey.of("no-secret");
    }

    static class RevealsAKey {
        Supplier<String> header(ApiKey key) {
            return key::reveal;
        }
    }

    static class HandsAKeyOn {
        Chat chat(ApiKey key) {
            return Astreaming.chat("https://example.com/v1", key);
        }
    }

    @Test
    void findsKeysThatAreMadeOutsideTheConfiguration() {
        assertThat(Violations.of(keysOnlyIn(ELSEWHERE), MakesAKey.class)).hasSize(1);
        assertThat(Violations.of(keysOnlyIn(HERE), MakesAKey.class)).isEmpty();
        assertThat(Violations.of(keysOnlyIn(ELSEWHERE), HandsAKeyOn.class)).isEmpty();
    }

    @Test
    void findsKeysThatAreRevealed() {
        assertThat(Violations.of(KEYS_ARE_NOT_REVEALED, RevealsAKey.class)).hasSize(1);
        assertThat(Violations.of(KEYS_ARE_NOT_REVEALED, MakesAKey.class, HandsAKeyOn.class))
                .isEmpty();
    }

    static class SetsATrace {
        Chat traced(Chat chat, TraceSink sink) {
            return chat.withTrace(request -> sink);
        }
    }

    abstract static class WritesATrace implements TraceSink {}

    @Test
    void findsTracesOutsideTheNamedPackages() {
        assertThat(Violations.of(tracesOnlyIn(ELSEWHERE), SetsATrace.class)).hasSize(1);
        assertThat(Violations.of(tracesOnlyIn(ELSEWHERE), WritesATrace.class)).hasSize(1);
        assertThat(Violations.of(tracesOnlyIn(HERE), SetsATrace.class, WritesATrace.class))
                .isEmpty();
        assertThat(Violations.of(tracesOnlyIn(ELSEWHERE), KnowsTheChat.class)).isEmpty();
    }

    static class HasAnotherClient {
        HttpClient client;
    }

    @Test
    void findsOtherClientsOutsideTheNamedPackages() {
        assertThat(Violations.of(otherClientsOnlyIn(ELSEWHERE), HasAnotherClient.class))
                .isNotEmpty();
        assertThat(Violations.of(otherClientsOnlyIn(HERE), HasAnotherClient.class))
                .isEmpty();
        assertThat(Violations.of(otherClientsOnlyIn(ELSEWHERE), KnowsTheChat.class))
                .isEmpty();
    }

    static class KnowsAnAnswer {
        TextReceived text;
    }

    @Test
    void findsStreamsAndSettingsInADomain() {
        assertThat(Violations.of(onlyAnswersIn(HERE), KnowsTheChat.class)).isNotEmpty();
        assertThat(Violations.of(onlyAnswersIn(HERE), MakesAKey.class)).isNotEmpty();
        assertThat(Violations.of(onlyAnswersIn(HERE), KnowsAnAnswer.class)).isEmpty();
        assertThat(Violations.of(onlyAnswersIn(ELSEWHERE), KnowsTheChat.class)).isEmpty();
    }

    static class UsesAReplayServer {
        ReplayServer server;
    }

    @Test
    void findsTestToolsInMainCode() {
        assertThat(Violations.of(TEST_TOOLS_STAY_IN_TESTS, UsesAReplayServer.class))
                .isNotEmpty();
        assertThat(Violations.of(TEST_TOOLS_STAY_IN_TESTS, KnowsTheChat.class)).isEmpty();
    }

    static class UsesInternals {
        Object settings() throws ClassNotFoundException {
            return io.astreaming.client.ChatSettings.DEFAULT;
        }
    }

    @Test
    void findsInternalPackages() {
        assertThat(Violations.of(INTERNAL_PACKAGES_ARE_NOT_USED, UsesInternals.class))
                .isNotEmpty();
        assertThat(Violations.of(INTERNAL_PACKAGES_ARE_NOT_USED, KnowsTheChat.class, KnowsAdapters.class))
                .isEmpty();
    }

    @Deprecated
    static class OldApi {
        static void use() {}
    }

    static class NewApi {
        @Deprecated
        static void old() {}

        static void use() {}
    }

    static class UsesOldApi {
        @SuppressWarnings("deprecation")
        void use() {
            OldApi.use();
            NewApi.old();
        }
    }

    static class UsesOwnOldCode {
        @SuppressWarnings("deprecation")
        void use() {
            NewApi.use();
            new java.util.Date().getYear();
        }
    }

    @Test
    void findsDeprecatedApiOfTheLibraryAlone() {
        assertThat(Violations.of(DEPRECATED_API_IS_NOT_USED, UsesOldApi.class, OldApi.class, NewApi.class))
                .hasSize(2);
        assertThat(Violations.of(DEPRECATED_API_IS_NOT_USED, UsesOwnOldCode.class, NewApi.class))
                .isEmpty();
    }

    @Test
    void findsThatNoClassUsesTheLibrary() {
        assertThat(Violations.of(ASTREAMING_IS_USED, String.class))
                .singleElement()
                .asString()
                .contains("None of the 1 imported classes");
        assertThat(Violations.of(ASTREAMING_IS_USED)).isNotEmpty();
        assertThat(Violations.of(ASTREAMING_IS_USED, String.class, KnowsTheChat.class))
                .isEmpty();
    }
}
