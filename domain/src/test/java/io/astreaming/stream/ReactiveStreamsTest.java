package io.astreaming.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.astreaming.port.Exchange;
import io.astreaming.port.ResponseHead;
import io.astreaming.request.ChatRequest;
import io.astreaming.settings.RetryPolicy;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.reactivestreams.Publisher;
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

    @Test
    void publishesTextOrAnErrorByTheBook() {
        verify(Text.class);
    }

    @Test
    void publishesEventsOrAnErrorByTheBook() {
        verify(EventsOrError.class);
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
                .contains(
                        "required_spec303_mustNotAllowUnboundedRecursion",
                        "required_spec313_cancelMustMakeThePublisherEventuallyDropAllReferencesToTheSubscriber")
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

    /** Text, which is as many pieces as are asked for. */
    public static final class Text extends Verification {
        /** For TestNG. */
        public Text() {
            super(chat -> chat.textOrError(REQUEST), items -> new Lines("", "t:a\n", items, "f:stop\n[DONE]\n"));
        }
    }

    /** Events of a whole answer: three come with its beginning, one is the end. */
    public static final class EventsOrError extends Verification {
        /** For TestNG. */
        public EventsOrError() {
            super(
                    chat -> subscriber -> chat.eventsOrError(REQUEST).subscribe(new Skipping<>(3, subscriber)),
                    items -> new Lines("t:a\n", "ping\n", items - 1, "[DONE]\n"));
        }
    }

    private abstract static class Verification extends FlowPublisherVerification<Object> {
        private static final int MOST_COLLECTIONS = 50;

        private final TestEnvironment environment;
        private final Function<Chat, Flow.Publisher<?>> face;
        private final LongFunction<Exchange> answers;

        /** Of payloads that nobody recognizes, each of which is one event; the end is another. */
        Verification(Function<Chat, Flow.Publisher<?>> face) {
            this(face, items -> new Lines("", "ping\n", items - 1, ""));
        }

        Verification(Function<Chat, Flow.Publisher<?>> face, LongFunction<Exchange> answers) {
            this(new TestEnvironment(1_000, 50), face, answers);
        }

        private Verification(
                TestEnvironment environment, Function<Chat, Flow.Publisher<?>> face, LongFunction<Exchange> answers) {
            super(environment);
            this.environment = environment;
            this.face = face;
            this.answers = answers;
        }

        @Override
        @SuppressWarnings("unchecked") // what is only taken from may be taken for more
        public Flow.Publisher<Object> createFlowPublisher(long items) {
            Chat chat = Chat.over(new ScriptedTransport(arrived -> answers.apply(items)), new ScriptedCodec())
                    .withRetry(RetryPolicy.NONE);
            return (Flow.Publisher<Object>) face.apply(chat);
        }

        /** There is none: every subscriber gets its subscription, and a call that fails has an outcome. */
        @Override
        public Flow.@Nullable Publisher<Object> createFailedFlowPublisher() {
            return null;
        }

        /**
         * Replaces the kit's own test, which looks just once, 300 ms after the cancel. On a busy machine the thread that called the
         * subscriber may not have returned from that call by then, so the subscriber is still alive. The rule says "eventually".
         */
        @Override
        @org.testng.annotations.Test
        public void required_spec313_cancelMustMakeThePublisherEventuallyDropAllReferencesToTheSubscriber()
                throws Throwable {
            activePublisherTest(3, false, publisher -> {
                ReferenceQueue<Object> unreachable = new ReferenceQueue<>();
                Reference<?> subscriber = cancelled(publisher, unreachable);
                Reference<?> found = null;
                for (int i = 0; found == null && i < MOST_COLLECTIONS; i++) {
                    System.gc();
                    found = unreachable.remove(100);
                }
                assertThat(found).as("the subscriber that was dropped").isSameAs(subscriber);
                environment.verifyNoAsyncErrorsNoDelay();
            });
        }

        private Reference<?> cancelled(Publisher<Object> publisher, ReferenceQueue<Object> unreachable)
                throws InterruptedException {
            TestEnvironment.ManualSubscriber<Object> subscriber = environment.newManualSubscriber(publisher);
            subscriber.request(1);
            subscriber.nextElement();
            subscriber.cancel();
            return new WeakReference<>(subscriber, unreachable);
        }
    }

    /** Leaves out the first items, which were never asked for. */
    private static final class Skipping<T> implements Flow.Subscriber<T> {
        private final Flow.Subscriber<? super T> subscriber;
        private int left;

        Skipping(int items, Flow.Subscriber<? super T> subscriber) {
            this.left = items;
            this.subscriber = Objects.requireNonNull(subscriber, "subscriber");
        }

        @Override
        public void onSubscribe(Flow.Subscription subscription) {
            AtomicInteger more = new AtomicInteger(left);
            subscriber.onSubscribe(new Flow.Subscription() {
                @Override
                public void request(long n) {
                    int first = n > 0 ? more.getAndSet(0) : 0;
                    subscription.request(n);
                    if (first > 0) {
                        subscription.request(first);
                    }
                }

                @Override
                public void cancel() {
                    subscription.cancel();
                }
            });
        }

        @Override
        public void onNext(T item) {
            if (left > 0) {
                left--;
            } else {
                subscriber.onNext(item);
            }
        }

        @Override
        public void onError(Throwable thrown) {
            subscriber.onError(thrown);
        }

        @Override
        public void onComplete() {
            subscriber.onComplete();
        }
    }

    /** An answer that begins, has so many lines, and ends. */
    private static final class Lines implements Exchange {
        private final String begin;
        private final String line;
        private final long count;
        private final String end;
        private long read = -1;
        private volatile boolean cancelled;

        Lines(String begin, String line, long count, String end) {
            this.begin = begin;
            this.line = line;
            this.count = count;
            this.end = end;
        }

        @Override
        public ResponseHead head() {
            return new ResponseHead(200, Map.of());
        }

        @Override
        public @Nullable ByteBuffer read() {
            if (cancelled || read > count) {
                return null;
            }
            long at = read++;
            String next = at < 0 ? begin : at < count ? line : end;
            return next.isEmpty() ? read() : Script.bytes(next);
        }

        @Override
        public void cancel() {
            cancelled = true;
        }

        @Override
        public void release() {}
    }
}
