package io.astreaming.conformance.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.astreaming.completion.Cancelled;
import io.astreaming.completion.Completed;
import io.astreaming.completion.Outcome;
import io.astreaming.completion.ToolCall;
import io.astreaming.conformance.docs.Cookbook.Colour;
import io.astreaming.error.TruncatedException;
import io.astreaming.replay.Recording;
import io.astreaming.replay.RecordingBuilder;
import io.astreaming.request.ChatRequest;
import io.astreaming.settings.ApiKey;
import io.astreaming.stream.Chat;
import io.astreaming.test.Faults;
import io.astreaming.test.Quirks;
import io.astreaming.test.ReplayExtension;
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
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The recipes of docs/cookbook.md are those of {@link Cookbook}, and they work. */
@Timeout(60)
class CookbookTest {
    @RegisterExtension
    static final ReplayExtension model = ReplayExtension.scripted();

    private static final ChatRequest REQUEST = ChatRequest.model("m").user("?").build();
    private static final Recording HELLO = Recording.ofText("Hello", "!");

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
            assertThat(Cookbook.print(model.next(HELLO).chat(), REQUEST)).isInstanceOf(Completed.class);
        } finally {
            System.setOut(before);
        }
        assertThat(printed.toString(StandardCharsets.UTF_8)).isEqualTo("Hello!");
    }

    @Test
    void returnsTheWholeAnswerOrThrows() {
        assertThat(Cookbook.answer(model.next(HELLO).chat(), "?")).isEqualTo("Hello!");
        assertThatThrownBy(() -> Cookbook.answer(model.next(Quirks.TRUNCATED).chat(), "?"))
                .isInstanceOf(TruncatedException.class);
    }

    @Test
    void runsToolsAndCollectsCalls() {
        Recording call = Recording.builder()
                .toolCall("c1", "weather", "{\"city\":\"Oslo\"}")
                .build();
        ChatRequest next = Cookbook.runTools(model.next(call).chat(), REQUEST, each -> "2 degrees");
        assertThat(next.messages()).hasSize(3);
        List<ToolCall> calls = new ArrayList<>();
        Cookbook.collectCalls(model.next(call).chat(), REQUEST, calls);
        assertThat(calls).extracting(ToolCall::name).containsExactly("weather");
    }

    @Test
    void readsARecord() {
        Recording red = Recording.ofText("{\"name\":\"red\",\"red\":255,", "\"green\":0,\"blue\":0}");
        assertThat(Cookbook.colour(model.next(red).chat(), "warm")).isEqualTo(new Colour("red", 255, 0, 0));
    }

    @Test
    void keepsThePartThatCame() {
        assertThat(Cookbook.asFarAsItCame(model.next(Quirks.TRUNCATED).chat(), REQUEST))
                .isEqualTo("Hel [cut]");
    }

    @Test
    void keepsChoicesApart() {
        RecordingBuilder three = Recording.builder();
        for (String piece : List.of("a", "b")) {
            for (int index = 0; index < 3; index++) {
                three.choice(index).text(piece + index);
            }
        }
        assertThat(Cookbook.several(model.next(three.build()).chat(), REQUEST))
                .isEqualTo(Map.of(0, "a0b0", 1, "a1b1", 2, "a2b2"));
    }

    @Test
    void cancelsFromAnotherThread() {
        ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
        try {
            Chat silent = model.next(Faults.stallAfterChunk(HELLO, 1)).chat();
            Outcome outcome = Cookbook.atMost(silent, REQUEST, Duration.ofMillis(500), timer);
            assertThat(outcome).isInstanceOf(Cancelled.class);
        } finally {
            timer.shutdownNow();
        }
    }

    @Test
    void waitsPatiently() {
        assertThat(Cookbook.patiently(model.next(HELLO).chat(), REQUEST)).isInstanceOf(Completed.class);
    }

    @Test
    void logsRetries() {
        List<String> log = Collections.synchronizedList(new ArrayList<>());
        Chat busy =
                model.next(Faults.rateLimited(Duration.ofMillis(1))).next(HELLO).chat();
        String text = Cookbook.answer(Cookbook.persistent(busy, log::add), "?");
        assertThat(text).isEqualTo("Hello!");
        assertThat(log).containsExactly("attempt 1 failed (rejected), the next one follows");
    }

    @Test
    void relays() throws IOException {
        assertThat(relayed(HELLO)).contains("Hello", "[DONE]").doesNotContain("broke off");
        assertThat(relayed(Quirks.TRUNCATED)).contains("Hel", "broke off");
    }

    private String relayed(Recording recording) throws IOException {
        ByteArrayOutputStream client = new ByteArrayOutputStream();
        Cookbook.relay(model.next(recording).chat(), REQUEST, client);
        return client.toString(StandardCharsets.UTF_8);
    }

    @Test
    void sendsHeadersAndAKeyThatRotates() {
        AtomicReference<ApiKey> key = new AtomicReference<>(ApiKey.of("sk-first"));
        model.next(HELLO, HELLO);
        try (Chat chat = Cookbook.rotating(model.baseUri().toString(), key)) {
            ChatRequest request = Cookbook.forTenant("acme", "order-4711", "?");
            Cookbook.patiently(chat, request);
            key.set(ApiKey.of("sk-second"));
            Cookbook.patiently(chat, request);
            assertThat(model.requests())
                    .extracting(sent -> sent.header("authorization"))
                    .containsExactly("Bearer sk-first", "Bearer sk-second");
            assertThat(model.requests())
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
        Recording counted = Recording.builder().text("Hi").usage(14, 7).build();
        Chat metered = Cookbook.metered(model.next(counted, counted, HELLO).chat(), tokens, without);
        for (int i = 0; i < 3; i++) {
            Cookbook.patiently(metered, REQUEST);
        }
        assertThat(tokens.sum()).isEqualTo(42);
        assertThat(without.sum()).isEqualTo(1);
    }
}
