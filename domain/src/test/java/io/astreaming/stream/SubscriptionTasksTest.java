package io.astreaming.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.astreaming.client.ManualScheduler;
import io.astreaming.event.ChatEvent;
import io.astreaming.event.StreamEnded;
import io.astreaming.port.Exchange;
import io.astreaming.port.ResponseHead;
import io.astreaming.request.ChatRequest;
import io.astreaming.settings.RetryPolicy;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The tasks that a subscription gives to its executor, which the test runs one by one. */
@Timeout(20)
class SubscriptionTasksTest {
    private static final ChatRequest REQUEST = ChatRequest.model("m").user("hi").build();

    private final List<Runnable> tasks = new ArrayList<>();
    private final List<ChatEvent> events = new ArrayList<>();

    @Test
    void letsOtherTasksRunAfter32Steps() {
        ScriptedExchange exchange = new ScriptedExchange().head(200);
        for (int i = 0; i < 100; i++) {
            exchange.bytes("t:a\n");
        }
        exchange.bytes("f:stop\n[DONE]\n");
        subscribe(exchange::open);

        runNext(); // sends the request, reads the head and 30 of the pieces
        assertThat(exchange.left()).isEqualTo(71);
        assertThat(tasks).hasSize(1);
        runNext();
        assertThat(exchange.left()).isEqualTo(39);
        for (int i = 0; i < 2; i++) {
            runNext();
        }
        assertThat(events).last().isInstanceOf(StreamEnded.class);
        assertThat(tasks).isEmpty();
    }

    @Test
    void needsNoTaskForAStreamThatHasEnded() {
        subscribe(new ScriptedExchange().head(200).bytes("t:a\nf:stop\n[DONE]\n")::open);
        runNext();
        assertThat(events).last().isInstanceOf(StreamEnded.class);
        assertThat(tasks).isEmpty();
    }

    @Test
    void readsOnceForEachArrival() {
        Silent exchange = new Silent();
        subscribe(arrived -> {
            exchange.arrived = arrived;
            return exchange;
        });
        runNext();
        assertThat(exchange.reads).isEqualTo(1);
        for (int i = 0; i < 3; i++) {
            exchange.arrived.run();
        }
        assertThat(tasks).as("one for all that arrived meanwhile").hasSize(1);
        runNext();
        assertThat(exchange.reads).isEqualTo(2);
        assertThat(tasks).isEmpty();
    }

    private void runNext() {
        tasks.remove(0).run();
    }

    private void subscribe(Function<Runnable, Exchange> exchanges) {
        var unused = Chat.over(new ScriptedTransport(exchanges), new ScriptedCodec())
                .withScheduler(new ManualScheduler())
                .withRetry(RetryPolicy.NONE)
                .withExecutor(tasks::add)
                .listen(REQUEST, events::add);
    }

    /** Has a head and then nothing. */
    private static final class Silent implements Exchange {
        private Runnable arrived = () -> {};
        private int reads;

        @Override
        public @Nullable ResponseHead head() {
            return new ResponseHead(200, Map.of());
        }

        @Override
        public ByteBuffer read() {
            reads++;
            return ByteBuffer.allocate(0);
        }

        @Override
        public void cancel() {}

        @Override
        public void release() {}
    }
}
