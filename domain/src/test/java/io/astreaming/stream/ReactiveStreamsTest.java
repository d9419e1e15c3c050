package io.astreaming.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.astreaming.port.Exchange;
import io.astreaming.port.ResponseHead;
import io.astreaming.port.RetryPolicy;
import io.astreaming.request.ChatRequest;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.concurrent.Flow;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.reactivestreams.tck.TestEnvironment;
import org.reactivestreams.tck.flow.FlowPublisherVerification;
import org.testng.ITestResult;
import org.testng.TestListenerAdapter;
import org.testng.TestNG;

/** The push face before the kit by which Reactive Streams tell who is compatible. TestNG runs it, and we look at what it found. */
@Timeout(120)
class ReactiveStreamsTest {
    private static final ChatRequest REQUEST = ChatRequest.model("m").user("hi").build();

    @Test
    void publishesEventsByTheBook() {
        verify(Events.class);
    }

    @Test
    void publishesWhatIsReceivedByTheBook() {
        verify(Received.class);
    }

    private static void verify(Class<?> verification) {
        TestListenerAdapter found = new TestListenerAdapter();
        TestNG kit = new TestNG(false);
        kit.setVerbose(0);
        kit.setTestClasses(new Class<?>[] {verification});
        kit.addListener(found);
        kit.run();
        assertThat(found.getFailedTests())
                .extracting(failed -> failed.getName() + ": " + failed.getThrowable())
                .isEmpty();
        assertThat(found.getConfigurationFailures()).isEmpty();
        assertThat(found.getPassedTests())
                .extracting(ITestResult::getName)
                .contains("required_spec303_mustNotAllowUnboundedRecursion")
                .hasSizeGreaterThanOrEqualTo(25);
    }

    /** Events. */
    public static final class Events extends Verification {
        /** For TestNG. */
        public Events() {
            super(chat -> chat.publisher(REQUEST));
        }
    }

    /** What is received. */
    public static final class Received extends Verification {
        /** For TestNG. */
        public Received() {
            super(chat -> chat.receivedPublisher(REQUEST));
        }
    }

    private abstract static class Verification extends FlowPublisherVerification<Object> {
        private final Function<Chat, Flow.Publisher<?>> face;

        Verification(Function<Chat, Flow.Publisher<?>> face) {
            super(new TestEnvironment(1_000, 50));
            this.face = face;
        }

        @Override
        @SuppressWarnings("unchecked") // what is only taken from may be taken for more
        public Flow.Publisher<Object> createFlowPublisher(long items) {
            Chat chat = Chat.over(new ScriptedTransport(arrived -> new Pings(items - 1)), new ScriptedCodec())
                    .withRetry(RetryPolicy.NONE);
            return (Flow.Publisher<Object>) face.apply(chat);
        }

        /** There is none: every subscriber gets its subscription, and a call that fails has an outcome. */
        @Override
        public Flow.@Nullable Publisher<Object> createFailedFlowPublisher() {
            return null;
        }
    }

    /** An answer of so many payloads that nobody recognizes, each of which is one event; the end is another. */
    private static final class Pings implements Exchange {
        private long left;
        private volatile boolean cancelled;

        Pings(long left) {
            this.left = left;
        }

        @Override
        public ResponseHead head() {
            return new ResponseHead(200, Map.of());
        }

        @Override
        public @Nullable ByteBuffer read() {
            return cancelled || left-- == 0 ? null : Script.bytes("ping\n");
        }

        @Override
        public void cancel() {
            cancelled = true;
        }

        @Override
        public void release() {}
    }
}
