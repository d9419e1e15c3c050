package io.astreaming.conformance.quirks;

import static org.assertj.core.api.Assertions.assertThat;

import io.astreaming.completion.CompletedChoice;
import io.astreaming.completion.Outcome;
import io.astreaming.completion.ToolCall;
import io.astreaming.engine.StreamEngine;
import io.astreaming.engine.StreamOptions;
import io.astreaming.error.ProviderFailedException;
import io.astreaming.json.JsonbGeminiCodec;
import io.astreaming.json.JsonbMessagesCodec;
import io.astreaming.json.JsonbOllamaCodec;
import io.astreaming.json.JsonbResponsesCodec;
import io.astreaming.port.ChatCodec;
import io.astreaming.port.ResponseHead;
import io.astreaming.settings.StreamLimits;
import io.astreaming.sse.BodyDecoder;
import io.astreaming.value.TokenUsage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Streams that depart from their protocols in ways beyond those that were recorded: the rows of odd-streams.txt. */
class OddStreamsTest {
    private static final Map<String, ChatCodec> CODECS = Map.of(
            "messages", new JsonbMessagesCodec(),
            "responses", new JsonbResponsesCodec(),
            "gemini", new JsonbGeminiCodec(),
            "ollama", new JsonbOllamaCodec());

    record Row(String title, String protocol, String type, String body, String expected) {
        @Override
        public String toString() {
            return title;
        }
    }

    static Stream<Row> rows() throws IOException {
        try (InputStream in = OddStreamsTest.class.getResourceAsStream("odd-streams.txt")) {
            String text = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
            return Stream.of(text.split("(?m)^## ")).skip(1).map(OddStreamsTest::row);
        }
    }

    private static Row row(String text) {
        List<String> lines = text.lines().toList();
        String protocol = lines.get(0).substring(0, lines.get(0).indexOf(':'));
        boolean ollama = protocol.equals("ollama");
        String type = ollama ? "application/x-ndjson" : "text/event-stream";
        String expected = "";
        StringBuilder body = new StringBuilder();
        for (String line : lines.subList(1, lines.size())) {
            switch (line.isEmpty() ? ' ' : line.charAt(0)) {
                case '@' -> type = line.substring(1);
                case '=' -> expected = line.substring(1).strip();
                case '|' -> body.append(unescaped(line.substring(1)));
                case '{' -> body.append(ollama ? line + "\n" : "data: " + line + "\n\n");
                default -> {}
            }
        }
        return new Row(lines.get(0), protocol, type, body.toString(), expected);
    }

    private static String unescaped(String line) {
        Matcher escape = Pattern.compile("\\\\(n|r|ufeff)").matcher(line);
        return escape.replaceAll(found -> switch (found.group(1)) {
            case "n" -> "\n";
            case "r" -> "\r";
            default -> "\ufeff";
        });
    }

    @ParameterizedTest
    @MethodSource("rows")
    void sayWhatTheyCanMean(Row row) {
        assertThat(said(row, Integer.MAX_VALUE)).isEqualTo(row.expected());
        assertThat(said(row, 1)).as("byte by byte").isEqualTo(row.expected());
    }

    private static String said(Row row, int size) {
        ChatCodec codec = CODECS.get(row.protocol());
        StreamLimits limits = StreamLimits.DEFAULT;
        StreamEngine engine =
                new StreamEngine(codec.chunkDecoder(limits), StreamOptions.DEFAULT, (payload, nanos) -> {}, () -> 0);
        ResponseHead head = new ResponseHead(200, Map.of("content-type", List.of(row.type())));
        engine.begin(sink -> new BodyDecoder(head, limits, sink));
        byte[] body = row.body().getBytes(StandardCharsets.UTF_8);
        for (int at = 0; at < body.length; at += Math.min(size, body.length - at)) {
            engine.feed(ByteBuffer.wrap(body, at, Math.min(size, body.length - at)));
            drain(engine);
        }
        engine.end();
        drain(engine);
        return said(Objects.requireNonNull(engine.outcome()));
    }

    private static void drain(StreamEngine engine) {
        while (engine.poll() != null) {
            continue;
        }
    }

    /** Returns an outcome in one line: how it ended, then what it says; a call that is whole is marked with a plus. */
    private static String said(Outcome outcome) {
        StringBuilder said = new StringBuilder(outcome.kind());
        for (CompletedChoice choice : outcome.completion().choices()) {
            append(said, "", choice.finishReason());
            append(said, "text=", choice.content());
            append(said, "reasoning=", choice.reasoning());
            append(said, "refusal=", choice.refusal());
            for (ToolCall call : choice.toolCalls()) {
                append(said, "", call.name() + "(" + call.arguments() + ")" + (call.complete() ? "+" : "-"));
            }
        }
        if (outcome.completion().usage() instanceof TokenUsage usage) {
            append(said, "usage=", usage.promptTokens() + "/" + usage.completionTokens());
        }
        if (outcome.error() instanceof ProviderFailedException failed) {
            append(said, "error=", failed.detail().message());
        } else if (outcome.error() != null) {
            append(said, "error=", outcome.error().kind());
        }
        return said.toString();
    }

    private static void append(StringBuilder said, String label, Object value) {
        if (value != null) {
            said.append(' ').append(label).append(value);
        }
    }
}
