package io.astreaming.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.astreaming.client.HastyScheduler;
import io.astreaming.client.ManualScheduler;
import io.astreaming.completion.Outcome;
import io.astreaming.completion.TimedOut;
import io.astreaming.error.ConnectionException.Phase;
import io.astreaming.error.MalformedStreamException;
import io.astreaming.error.StreamTimeoutException;
import io.astreaming.event.ChatEvent;
import io.astreaming.request.ChatRequest;
import io.astreaming.settings.StreamTimeouts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * One request and what becomes of it, written in words with blanks between. A number is the status of a response, {@code end} the end of
 * its body, {@code lost} the loss of the connection within it, {@code garbled} that it
 * can't be read, {@code unconnected} that there was none, {@code unanswered} that it broke
 * before a response, {@code connect-timeout} what a transport says that waited too long for one; {@code +3s} lets time pass,
 * {@code cancel} ends the stream from outside, {@code wake} calls the reader for nothing; any other word is a line of {@link Script}.
 * After a slash comes the next exchange. Pauses before it pass at once.
 */
public final class Scene {
    public static final ChatRequest REQUEST = ChatRequest.model("m").user("hi").build();

    static final StreamTimeouts TIMEOUTS = StreamTimeouts.DEFAULT
            .withHeaders(Duration.ofSeconds(2))
            .withFirstContent(Duration.ofSeconds(6))
            .withIdle(Duration.ofSeconds(4))
            .withTotal(Duration.ofSeconds(20))
            .withAfterFinish(Duration.ofMillis(500));

    public final ManualScheduler scheduler = new ManualScheduler();
    public final Diary diary = new Diary();
    public final List<ChatEvent> events = new ArrayList<>();
    public final List<ScriptedExchange> exchanges;
    public final Chat chat;
    private Runnable cancel = () -> {};

    public Scene(String script) {
        this(Arrays.stream(script.split("/"))
                .map(words -> new ScriptedExchange())
                .toArray(ScriptedExchange[]::new));
        String[] scripts = script.split("/");
        for (int i = 0; i < scripts.length; i++) {
            for (String word : scripts[i].strip().split(" +")) {
                step(exchanges.get(i), word);
            }
        }
    }

    public Scene(ScriptedExchange... scripted) {
        exchanges = List.of(scripted);
        chat = Chat.over(ScriptedTransport.over(scripted), new ScriptedCodec())
                .withScheduler(new HastyScheduler(scheduler, diary))
                .withTimeouts(TIMEOUTS)
                .withListener(request -> diary);
    }

    private void step(ScriptedExchange exchange, String word) {
        switch (word) {
            case "" -> {} // nothing comes
            case "end" -> exchange.end();
            case "lost" -> exchange.fail(Phase.BODY);
            case "garbled" -> exchange.fail(new MalformedStreamException("the body can't be decompressed", null, null));
            case "unconnected" -> exchange.fail(Phase.CONNECT);
            case "unanswered" -> exchange.fail(Phase.HEADERS);
            case "connect-timeout" ->
                exchange.fail(new StreamTimeoutException(StreamTimeoutException.Phase.CONNECT, Duration.ofSeconds(1)));
            case "cancel" -> exchange.run(() -> cancel.run());
            case "wake" -> exchange.nothing();
            default -> {
                if (word.matches("[1-5]\\d\\d")) {
                    exchange.head(Integer.parseInt(word));
                } else if (word.startsWith("+")) {
                    Duration time = Duration.parse("PT" + word.substring(1));
                    exchange.run(() -> scheduler.pass(time));
                } else {
                    exchange.bytes(word + "\n");
                }
            }
        }
    }

    /** Reads all there is, as these settings have it. */
    public Outcome read(Face face, Chat settings) {
        face.read(settings, REQUEST, how -> cancel = how, events);
        assertThat(diary.outcome).as("what the listener was told").isNotNull();
        assertThat(diary.told).containsOnlyOnce("ended").endsWith("ended");
        assertThat(scheduler.pending()).as("timers left behind").isZero();
        return diary.outcome;
    }

    public Outcome read(Face face) {
        return read(face, chat);
    }

    /** How each exchange was ended. */
    public String endings() {
        return exchanges.stream()
                .map(exchange -> exchange.isOpen() ? exchange.ending() : "unopened")
                .collect(Collectors.joining(", "));
    }

    /** The kind of an outcome, and what was waited for too long. */
    public static String kind(Outcome outcome) {
        String kind = outcome.getClass().getSimpleName();
        return outcome instanceof TimedOut late ? kind + " " + late.error().phase() : kind;
    }
}
