package io.astreaming.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.astreaming.completion.Cancelled;
import io.astreaming.completion.Completed;
import io.astreaming.error.CancelledException;
import io.astreaming.error.MalformedResultException;
import io.astreaming.error.TruncatedException;
import io.astreaming.event.ChatEvent;
import io.astreaming.event.StreamEnded;
import io.astreaming.event.TextReceived;
import io.astreaming.request.ChatRequest;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class ResultStreamTest {
    private static final ChatRequest REQUEST = ChatRequest.model("m").user("u").build();

    private final ScriptedExchange exchange = new ScriptedExchange().head(200);
    private final EchoReader reader = new EchoReader();

    @Test
    void showsTheValueAsItGrowsAndThenAsItIs() {
        exchange.bytes("t:{\"a\":\n")
                .bytes("t:\"x\n")
                .bytes("t:y\"\n")
                .bytes("t:}\n")
                .bytes("f:stop\nu\n[DONE]\n");
        try (ResultStream<String> stream = open(REQUEST)) {
            assertThat(stream).containsExactly("{}", "{\"a\":\"x\"}", "{\"a\":\"xy\"}");
            assertThat(stream.result()).isEqualTo("{\"a\":\"xy\"}");
            assertThat(stream.outcome()).isInstanceOf(Completed.class);
            assertThat(stream.timeline().chunks()).isEqualTo(6);
        }
    }

    @Test
    void showsWhatCameTogetherAtOnce() {
        exchange.bytes("t:[1\nt:,2\nt:,3\nt:,4,\n").bytes("t:5]\nf:stop\nu\n[DONE]\n");
        try (ResultStream<String> stream = open(REQUEST)) {
            assertThat(stream).containsExactly("[1,2,3,4]", "[1,2,3,4,5]");
        }
        assertThat(reader.snapshots).isEqualTo(2);
    }

    @Test
    void goesOnFromTheRequestsPrefill() {
        exchange.bytes("t:\"a\":1}\nf:stop\nu\n[DONE]\n");
        ChatRequest prefilled = REQUEST.toBuilder().assistant("{").build();
        try (ResultStream<String> stream = open(prefilled)) {
            assertThat(stream.result()).isEqualTo("{\"a\":1}");
        }
    }

    @Test
    void keepsItsTextWhereOtherStreamsDoNot() {
        exchange.bytes("t:[1\nt:]\n").bytes("f:stop\nu\n[DONE]\n");
        Chat chat =
                Chat.over(ScriptedTransport.over(exchange), new ScriptedCodec()).withoutContent();
        try (ResultStream<String> stream = chat.stream(REQUEST, reader)) {
            assertThat(stream.result()).isEqualTo("[1]");
        }
    }

    @Test
    void hidesNoEvent() {
        exchange.bytes("t:[1\nt:]\n").bytes("f:stop\nu\n[DONE]\n");
        List<ChatEvent> events = new ArrayList<>();
        try (ResultStream<String> stream = open(REQUEST).listening(events::add)) {
            stream.iterator().next();
            assertThat(events).contains(new TextReceived(0, "[1"), new TextReceived(0, "]"));
            stream.result();
        }
        assertThat(events).last().isInstanceOf(StreamEnded.class);
    }

    @Test
    void goesOnWhereTheLastIteratorStoppedAndEndsWithoutThrowing() {
        exchange.bytes("t:[1,\n").bytes("t:2,\n").bytes("t:x\n").end();
        try (ResultStream<String> stream = open(REQUEST)) {
            assertThat(stream.iterator().next()).isEqualTo("[1]");
            Iterator<String> other = stream.iterator();
            assertThat(other.next()).isEqualTo("[1,2]");
            assertThat(other.hasNext()).isFalse();
            assertThatThrownBy(stream::result).isInstanceOf(TruncatedException.class);
        }
    }

    @Test
    void saysThatAWholeAnswerIsNoResult() {
        exchange.bytes("t:Sure!\nf:stop\nu\n[DONE]\n");
        try (ResultStream<String> stream = open(REQUEST)) {
            assertThat(stream).isEmpty();
            assertThatThrownBy(stream::result)
                    .isInstanceOfSatisfying(
                            MalformedResultException.class,
                            error -> assertThat(error.text()).isEqualTo("Sure!"))
                    .hasMessageContaining("the answer isn't JSON")
                    .hasMessageNotContaining("Sure");
        }
    }

    @Test
    void cancelsTheStreamWhenItIsClosed() {
        exchange.bytes("t:[1,\n");
        ResultStream<String> stream = open(REQUEST);
        assertThat(stream.iterator().next()).isEqualTo("[1]");
        stream.close();
        assertThat(stream.outcome()).isInstanceOf(Cancelled.class);
        assertThatThrownBy(stream::result).isInstanceOf(CancelledException.class);
        assertThat(exchange.cancelled).isPositive();
    }

    private ResultStream<String> open(ChatRequest request) {
        return Chat.over(ScriptedTransport.over(exchange), new ScriptedCodec()).stream(request, reader);
    }
}
