package io.astreaming.http;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.astreaming.error.ConnectionException;
import java.io.EOFException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Flow.Subscription;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * A client that answers in place or from its own thread, a reader who may leave early, somebody who cancels: all at
 * once.
 */
@Timeout(300)
class ResponseReceiverStressTest {
    private static final int ROUNDS = 20_000;
    private static final Consumer<Runnable> LATER =
            CompletableFuture.delayedExecutor(1, TimeUnit.MILLISECONDS, Runnable::run)::execute;

    private final ExecutorService threads = Executors.newFixedThreadPool(3, task -> {
        Thread thread = new Thread(task, "stress");
        thread.setDaemon(true);
        return thread;
    });

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    @Test
    void losesNoCallAndNoByteWhoeverComesFirst() throws Exception {
        Random random = new Random(42);
        for (int i = 0; i < ROUNDS; i++) {
            Round round = new Round(random);
            List<Future<Void>> parts = List.of(
                    threads.submit(round.part(round::send)),
                    threads.submit(round.part(round::read)),
                    threads.submit(round.part(round::disturb)));
            for (Future<Void> part : parts) {
                part.get(60, SECONDS);
            }
            assertThat(round.body.isOver() || round.left).isTrue();
        }
    }

    private static final class Round implements Subscription {
        private final CyclicBarrier start = new CyclicBarrier(3);
        private final Semaphore calls = new Semaphore(0);
        private final Semaphore demand = new Semaphore(0);
        private final AtomicInteger outstanding = new AtomicInteger();
        private final ResponseReceiver body = new ResponseReceiver(
                new ExceptionMapper(Endpoint.of("http://host"), Duration.ofSeconds(1)), LATER, calls::release);
        private final int pieces;
        private final boolean breaks;
        private final boolean inPlace;
        private final int leavesAfter;
        private final int cancelsAfter;
        private volatile int sent;
        private volatile boolean cancelled;
        private volatile boolean left;

        Round(Random random) {
            pieces = random.nextInt(5);
            breaks = random.nextInt(4) == 0;
            inPlace = random.nextBoolean();
            leavesAfter = random.nextInt(3) == 0 ? random.nextInt(4) : Integer.MAX_VALUE;
            cancelsAfter = random.nextInt(2) == 0 ? random.nextInt(4_000) : -1;
        }

        Callable<Void> part(Callable<Void> work) {
            return () -> {
                start.await(60, SECONDS);
                return work.call();
            };
        }

        Void send() throws InterruptedException {
            body.apply(new Head(200));
            body.onSubscribe(this);
            if (pieces == 0) {
                end();
            }
            while (!cancelled && sent < pieces) {
                await(demand, "the client was neither asked nor cancelled");
                if (!inPlace) {
                    deliver();
                }
            }
            return null;
        }

        Void read() throws InterruptedException {
            while (true) {
                try {
                    if (body.head() != null) {
                        break;
                    }
                } catch (ConnectionException e) {
                    return null;
                }
                await(calls, "no call for the head");
            }
            int seen = 0;
            while (seen < leavesAfter) {
                ByteBuffer bytes;
                try {
                    bytes = body.read();
                } catch (ConnectionException e) {
                    assertThat(breaks || cancelsAfter >= 0).isTrue();
                    return null;
                }
                if (bytes == null) {
                    assertThat(seen).isEqualTo(pieces);
                    return null;
                }
                if (bytes.hasRemaining()) {
                    assertThat(bytes.get()).isEqualTo((byte) seen++);
                } else {
                    await(calls, "the reader found nothing and was never called");
                }
            }
            left = true;
            if (!body.release()) {
                body.cancel();
            }
            return null;
        }

        Void disturb() {
            for (int i = 0; i < cancelsAfter; i++) {
                Thread.onSpinWait();
            }
            if (cancelsAfter >= 0) {
                body.cancel();
            }
            return null;
        }

        @Override
        public void request(long n) {
            assertThat(outstanding.getAndAdd((int) n)).as("lists on their way").isZero();
            if (inPlace) {
                deliver();
            }
            demand.release();
        }

        @Override
        public void cancel() {
            cancelled = true;
            demand.release();
        }

        private void deliver() {
            if (cancelled || sent == pieces) {
                return;
            }
            ByteBuffer bytes = ByteBuffer.wrap(new byte[] {(byte) sent});
            sent++;
            outstanding.decrementAndGet();
            body.onNext(List.of(bytes));
            if (bytes.get(0) == pieces - 1) {
                end();
            }
        }

        private void end() {
            if (breaks) {
                body.onError(new EOFException());
            } else {
                body.onComplete();
            }
        }

        private static void await(Semaphore semaphore, String otherwise) throws InterruptedException {
            assertThat(semaphore.tryAcquire(30, SECONDS)).as(otherwise).isTrue();
        }
    }
}
