package io.astreaming.conformance.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.astreaming.completion.Cancelled;
import io.astreaming.completion.Completed;
import io.astreaming.completion.Outcome;
import io.astreaming.completion.ToolCall;
import io.astreaming.conformance.docs.Cookbook.Colour;
import io.astreaming.error.TruncatedException;
import io.astreaming.http.JdkChatTransport;
import io.astreaming.json.JsonbChatCodec;
import io.astreaming.replay.Recording;
import io.astreaming.replay.ReplayServer;
import io.astreaming.replay.Reply;
import io.astreaming.request.ChatRequest;
import io.astreaming.settings.ApiKey;
import io.astreaming.stream.Chat;
import io.astreaming.testing.Streams;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The recipes of docs/cookbook.md are those of {@link Cookbook}, and they work. */
@Timeout(60)
class CookbookTest {
    private static final ChatRequest REQUEST = ChatRequest.model("m").user("?").build();
    private static final Recording HELLO = Streams.whole("Hello", "!");

    private final List<Runnable> opened = new ArrayList<>();

    @AfterEach
    void close() {
        opened.forEach(Runnable::run);
    }

    @Test
    void standInTheGuideAsTheyCompile() throws IOException {
        List<String> imports = Files.readString(GuidePage.ROOT
                        .resolve("conformance/src/test/java")
                        .resolve(Cookbook.class.getName().replace('.', '/') + ".java"))
                .lines()
                .filter(line -> line.startsWith("import "))
                .toList();
        List<String> recipes = GuidePage.examples(Cookbook.class).values().stream()
                .map(code -> needed(imports, code) + "\n" + code)
                .toList();
        assertThat(GuidePage.of("cookbook.md").blocks("java"))
                .extracting(GuidePage.Block::code)
                .containsExactlyInAnyOrderElementsOf(recipes);
    }

    /** The imports whose class the code names. */
    private static String needed(List<String> imports, String code) {
        return imports.stream()
                .filter(line -> Pattern.compile(
                                "\\b" + line.substring(line.lastIndexOf('.') + 1, line.length() - 1) + "\\b")
                        .matcher(code)
                        .find())
                .collect(Collectors.joining("\n", "", "\n"));
    }

    @Test
    void prints() {
        PrintStream before = System.out;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        try {
            assertThat(Cookbook.print(answering(Reply.of(HELLO)), REQUEST)).isInstanceOf(Completed.class);
        } finally {
            System.setOut(before);
        }
        assertThat(printed.toString(StandardCharsets.UTF_8)).isEqualTo("Hello!");
    }

    @Test
    void returnsTheWholeAnswerOrThrows() {
        assertThat(Cookbook.answer(answering(Reply.of(HELLO)), "?")).isEqualTo("Hello!");
        assertThatThrownBy(() -> Cookbook.answer(answering(Reply.of(Streams.cut("Hel"))), "?"))
                .isInstanceOf(TruncatedException.class);
    }

    @Test
    void runsToolsAndCollectsCalls() {
        Reply call = Reply.of(Recording.ofPayloads(Streams.TOOL_CALL, true));
        ChatRequest next = Cookbook.runTools(answering(call), REQUEST, each -> "2 degrees");
        assertThat(next.messages()).hasSize(3);
        List<ToolCall> calls = new ArrayList<>();
        Cookbook.collectCalls(answering(call), REQUEST, calls);
        assertThat(calls).extracting(ToolCall::name).containsExactly("weather");
    }

    @Test
    void readsARecord() {
        Reply red = Reply.of(Streams.whole("{\"name\":\"red\",\"red\":255,", "\"green\":0,\"blue\":0}"));
        assertThat(Cookbook.colour(answering(red), "warm")).isEqualTo(new Colour("red", 255, 0, 0));
    }

    @Test
    void keepsThePartThatCame() {
        assertThat(Cookbook.asFarAsItCame(answering(Reply.of(Streams.cut("Hel"))), REQUEST))
                .isEqualTo("Hel [cut]");
    }

    @Test
    void keepsChoicesApart() {
        List<String> payloads = new ArrayList<>();
        for (String piece : List.of("a", "b")) {
            for (int index = 0; index < 3; index++) {
                payloads.add("{\"id\":\"1\",\"choices\":[{\"index\":" + index + ",\"delta\":{\"content\":\"" + piece
                        + index + "\"},\"finish_reason\":" + (piece.equals("b") ? "\"stop\"" : "null") + "}]}");
            }
        }
        assertThat(Cookbook.several(answering(Reply.of(Recording.ofPayloads(payloads, true))), REQUEST))
                .isEqualTo(Map.of(0, "a0b0", 1, "a1b1", 2, "a2b2"));
    }

    @Test
    void cancelsFromAnotherThread() {
        ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
        try {
            Reply silent = Reply.of(HELLO).afterFrame(1).stallUntil(new CompletableFuture<>());
            Outcome outcome = Cookbook.atMost(answering(silent), REQUEST, Duration.ofMillis(500), timer);
            assertThat(outcome).isInstanceOf(Cancelled.class);
        } finally {
            timer.shutdownNow();
        }
    }

    @Test
    void waitsPatiently() {
        assertThat(Cookbook.patiently(answering(Reply.of(HELLO)), REQUEST)).isInstanceOf(Completed.class);
    }

    @Test
    void logsRetries() {
        List<String> log = Collections.synchronizedList(new ArrayList<>());
        Reply busy = Reply.status(503, "{}").header("Retry-After-Ms", "1");
        String text = Cookbook.answer(Cookbook.persistent(answering(busy, Reply.of(HELLO)), log::add), "?");
        assertThat(text).isEqualTo("Hello!");
        assertThat(log).containsExactly("attempt 1 failed (rejected), the next one follows");
    }

    @Test
    void relays() throws IOException {
        assertThat(relayed(HELLO)).contains("Hello", "[DONE]").doesNotContain("broke off");
        assertThat(relayed(Streams.cut("Hel"))).contains("Hel", "broke off");
    }

    private String relayed(Recording recording) throws IOException {
        ByteArrayOutputStream client = new ByteArrayOutputStream();
        Cookbook.relay(answering(Reply.of(recording)), REQUEST, client);
        return client.toString(StandardCharsets.UTF_8);
    }

    @Test
    void sendsHeadersAndAKeyThatRotates() {
        AtomicReference<ApiKey> key = new AtomicReference<>(ApiKey.of("sk-first"));
        try (ReplayServer server = ReplayServer.serving(HELLO).start();
                Chat chat = Cookbook.rotating(server.baseUri().toString(), key)) {
            ChatRequest request = Cookbook.forTenant("acme", "order-4711", "?");
            Cookbook.patiently(chat, request);
            key.set(ApiKey.of("sk-second"));
            Cookbook.patiently(chat, request);
            assertThat(server.requests())
                    .extracting(sent -> sent.header("authorization"))
                    .containsExactly("Bearer sk-first", "Bearer sk-second");
            assertThat(server.requests())
                    .allSatisfy(sent -> assertThat(sent.header("x-tenant")).isEqualTo("acme"))
                    .allSatisfy(
                            sent -> assertThat(sent.header("idempotency-key")).isEqualTo("order-4711"));
        }
    }

    @Test
    void testsWithoutAProvider() {
        assertThat(Cookbook.testWithoutProvider(chat -> Cookbook.answer(chat, "?")))
                .isEqualTo("Hello");
    }

    @Test
    void addsUsageUp() {
        LongAdder tokens = new LongAdder();
        LongAdder without = new LongAdder();
        Recording counted = Recording.ofPayloads(
                List.of(
                        Streams.text("Hi"),
                        Streams.stop(),
                        "{\"id\":\"1\",\"choices\":[],\"usage\":{\"total_tokens\":21}}"),
                true);
        Chat metered =
                Cookbook.metered(answering(Reply.of(counted), Reply.of(counted), Reply.of(HELLO)), tokens, without);
        for (int i = 0; i < 3; i++) {
            Cookbook.patiently(metered, REQUEST);
        }
        assertThat(tokens.sum()).isEqualTo(42);
        assertThat(without.sum()).isEqualTo(1);
    }

    /** A chat with a provider that gives these replies, the last one again and again. */
    private Chat answering(Reply first, Reply... more) {
        ReplayServer server = ReplayServer.answering(first, more).start();
        JdkChatTransport transport = JdkChatTransport.to(server.baseUri().toString());
        opened.add(transport::close);
        opened.add(server::close);
        return Chat.over(transport, new JsonbChatCodec());
    }
}
