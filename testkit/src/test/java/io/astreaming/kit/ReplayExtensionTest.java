package io.astreaming.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.astreaming.Astreaming;
import io.astreaming.completion.Completed;
import io.astreaming.completion.Failed;
import io.astreaming.completion.Outcome;
import io.astreaming.replay.Recording;
import io.astreaming.replay.ReplayServer;
import io.astreaming.replay.Reply;
import io.astreaming.request.ChatRequest;
import io.astreaming.stream.Chat;
import io.astreaming.stream.ChatStream;
import io.astreaming.test.ReplayExtension;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

@Timeout(60)
class ReplayExtensionTest {
    private static final Recording HELLO = Recording.ofText("Hello", ", world");
    private static final ChatRequest REQUEST =
            ChatRequest.model("gpt-4o-mini").user("Say hello").build();

    private static Outcome ask(Chat chat) {
        try (ChatStream stream = chat.stream(REQUEST)) {
            return stream.outcome();
        }
    }

    @Test
    void answersWithWhatATestScriptsInItsOrder() {
        assertThat(FailingTests.of(Scripted.class)).isEmpty();
    }

    static class Scripted {
        @RegisterExtension
        static final ReplayExtension model = ReplayExtension.scripted();

        private static URI atFirst;

        @BeforeAll
        static void remembersTheAddress(URI address) {
            atFirst = address;
        }

        @RepeatedTest(2)
        void isServed(Chat chat, ReplayServer server, URI baseUri) {
            model.next(HELLO).next(Reply.status(400, "{}")).next(Recording.ofText("Bye"));

            assertThat(ask(chat).completion().text()).isEqualTo("Hello, world");
            assertThat(ask(chat)).isInstanceOf(Failed.class);
            assertThat(ask(chat).completion().text()).isEqualTo("Bye");

            assertThat(model.requests()).hasSize(3).isEqualTo(server.requests());
            assertThat(baseUri).isEqualTo(atFirst).isEqualTo(model.baseUri()).isEqualTo(server.baseUri());
            assertThat(chat).isSameAs(model.chat());
        }

        @Nested
        class Within {
            @Test
            void isServedByTheSameServer(Chat chat, URI baseUri) {
                model.next(HELLO);

                assertThat(ask(chat)).isInstanceOf(Completed.class);
                assertThat(baseUri).isEqualTo(atFirst);
                assertThat(model.onlyRequest().text()).contains("Say hello");
            }
        }
    }

    @Test
    void stopsItsServerAfterTheLastTestAndNotBefore() {
        assertThat(FailingTests.of(Scripted.class)).isEmpty();

        assertThatThrownBy(Scripted.model::server)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("runs only during tests");
    }

    @Test
    void givesEachTestAServerOfItsOwnFromAnInstanceField() {
        ForEachTest.seen.clear();

        assertThat(FailingTests.of(ForEachTest.class)).isEmpty();
        assertThat(FailingTests.of(ForAllOfAnInstance.class)).isEmpty();

        assertThat(ForEachTest.seen).hasSize(2).doesNotHaveDuplicates();
    }

    static class ForEachTest {
        private static final List<ReplayServer> seen = new java.util.ArrayList<>();

        @RegisterExtension
        final ReplayExtension model = ReplayExtension.serving(HELLO);

        @RepeatedTest(2)
        void isServed(Chat chat, ReplayServer server) {
            seen.add(server);
            assertThat(ask(chat).completion().text()).isEqualTo("Hello, world");
        }
    }

    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    static class ForAllOfAnInstance {
        @RegisterExtension
        final ReplayExtension model = ReplayExtension.serving(HELLO);

        private ReplayServer first;

        @BeforeAll
        void remembersTheServer(ReplayServer server) {
            first = server;
        }

        @RepeatedTest(2)
        void isServed(ReplayServer server) {
            assertThat(server).isSameAs(first);
        }
    }

    @Test
    void servesWhatItWasCreatedWithWhenNothingIsScripted() {
        assertThat(FailingTests.of(Serving.class)).isEmpty();
    }

    static class Serving {
        @RegisterExtension
        static final ReplayExtension model = ReplayExtension.serving(
                HELLO, Recording.builder("gpt-4o-mini").text("It's me").build());

        @Test
        void selectsByTheModelAfterTheScript(Chat chat) {
            model.next(Recording.ofText("First"));

            assertThat(ask(chat).completion().text()).isEqualTo("First");
            assertThat(ask(chat).completion().text()).isEqualTo("It's me");
        }
    }

    @Test
    void failsATestThatLeavesAScriptedAnswer() {
        assertThat(FailingTests.of(Unused.class))
                .containsExactly("of 2 scripted answers the last 1 weren't requested: [Reply[200 chunked, "
                        + "Recording[test-model, 4 frames, no timing]]]");
    }

    static class Unused {
        @RegisterExtension
        static final ReplayExtension model = ReplayExtension.scripted();

        @Test
        void asksOnce(Chat chat) {
            model.next(HELLO).next(HELLO);
            ask(chat);
        }

        @Test
        void isNotAffected() {}
    }

    @Test
    void failsATestWhoseRequestNobodyExpected() {
        assertThat(FailingTests.of(Unexpected.class))
                .singleElement()
                .asString()
                .startsWith("no answer was scripted for a request, so it was rejected")
                .contains("POST /v1/chat/completions", "[redacted]")
                .doesNotContain("test-key", "Say hello");
    }

    static class Unexpected {
        @RegisterExtension
        static final ReplayExtension model = ReplayExtension.scripted();

        @Test
        void asks(Chat chat) {
            assertThat(ask(chat).error()).hasMessageContaining("The test has scripted no answer to this request");
        }
    }

    @Test
    void failsATestThatLeavesAStreamOpenAndSaysWhoOpenedIt() {
        assertThat(FailingTests.of(Leaking.class))
                .hasSize(2)
                .allSatisfy(problem -> assertThat(problem)
                        .startsWith("a stream is still open 50 ms after the test")
                        .contains("opened by io.astreaming.kit.ReplayExtensionTest$Leaking.")
                        .contains("(ReplayExtensionTest.java:"));
    }

    static class Leaking {
        @RegisterExtension
        static final ReplayExtension model = ReplayExtension.serving(HELLO).withWait(Duration.ofMillis(50));

        private ChatStream open;

        /** The server has sent everything long since. */
        @Test
        void doesNotRead(Chat chat) {
            open = chat.stream(REQUEST);
        }

        @Test
        void readsHalf() {
            open = model.watch(model.chat().withoutContent()).stream(REQUEST);
            open.iterator().next();
        }

        @Test
        void closes(Chat chat) {
            open = chat.stream(REQUEST);
            open.close();
        }
    }

    @Test
    void seesThatTheStreamOfAnUnwatchedChatIsOpenWhileTheServerSends() {
        assertThat(FailingTests.of(LeakingUnwatched.class))
                .singleElement()
                .asString()
                .contains("still open", "unknown code");
    }

    static class LeakingUnwatched {
        @RegisterExtension
        static final ReplayExtension model = ReplayExtension.scripted().withWait(Duration.ofMillis(50));

        private static Chat own;

        @Test
        void readsHalf(URI baseUri) {
            own = Astreaming.chat(baseUri.toString());
            model.next(Reply.of(HELLO).afterFrame(1).stall());
            own.stream(REQUEST).iterator().next();
        }
    }

    @Test
    void reportsOnlyTheTestsOwnFailureIfThereIsOne() {
        assertThat(FailingTests.of(FailingItself.class)).containsExactly("its own");
    }

    static class FailingItself {
        @RegisterExtension
        static final ReplayExtension model = ReplayExtension.scripted();

        @Test
        void fails() {
            model.next(HELLO);
            throw new AssertionError("its own");
        }

        @Test
        void isAborted() {
            model.next(HELLO);
            Assumptions.abort("not here");
        }
    }

    @Test
    void looksAfterTheTestsOwnCleanup() {
        assertThat(FailingTests.of(CleaningUp.class)).isEmpty();
    }

    static class CleaningUp {
        @RegisterExtension
        static final ReplayExtension model = ReplayExtension.serving(HELLO).withWait(Duration.ZERO);

        private ChatStream stream;

        @Test
        void leavesTheClosingToAfterEach(Chat chat) {
            stream = chat.stream(REQUEST);
        }

        @AfterEach
        void close() {
            stream.close();
            stream.outcome();
        }
    }
}
