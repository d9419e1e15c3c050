package io.astreaming.replay.net;

import static org.assertj.core.api.Assertions.assertThat;

import io.astreaming.testing.Await;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.channels.SelectionKey;
import java.nio.channels.ServerSocketChannel;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class EventLoopTest {
    private final EventLoop loop;

    EventLoopTest() throws Exception {
        loop = new EventLoop("loop-under-test");
        loop.start();
    }

    @AfterEach
    void stop() {
        loop.close();
    }

    @Test
    void outlivesTasksAndTimersThatThrow() throws Exception {
        loop.execute(() -> {
            throw new OutOfMemoryError("of a test");
        });
        loop.execute(() -> loop.schedule(0, () -> {
            throw new IllegalStateException("of a test");
        }));
        CompletableFuture<Void> later = new CompletableFuture<>();
        loop.execute(() -> loop.schedule(1, () -> later.complete(null)));

        assertThat(later).succeedsWithin(20, TimeUnit.SECONDS);
    }

    @Test
    void stopsAHandlerThatThrowsAndClosesItsChannelAlone() throws Exception {
        try (ServerSocketChannel broken = listener();
                ServerSocketChannel other = listener();
                Socket client = new Socket()) {
            CompletableFuture<Void> stopped = new CompletableFuture<>();
            CompletableFuture<Void> reached = new CompletableFuture<>();
            register(broken, () -> stopped.complete(null), () -> {
                throw new StackOverflowError("of a test");
            });
            register(other, () -> {}, () -> reached.complete(null));

            client.connect(broken.getLocalAddress());
            assertThat(stopped).succeedsWithin(20, TimeUnit.SECONDS);
            Await.until(() -> !broken.isOpen());
            try (Socket another = new Socket()) {
                another.connect(other.getLocalAddress());
                assertThat(reached).succeedsWithin(20, TimeUnit.SECONDS);
            }
        }
    }

    @Test
    void endsAndClosesEveryChannelThoughAHandlerThrowsWhenItIsStopped() throws Exception {
        try (ServerSocketChannel one = listener();
                ServerSocketChannel two = listener()) {
            for (ServerSocketChannel listener : new ServerSocketChannel[] {one, two}) {
                register(
                        listener,
                        () -> {
                            throw new OutOfMemoryError("of a test");
                        },
                        () -> {});
            }

            loop.close();

            assertThat(one.isOpen()).isFalse();
            assertThat(two.isOpen()).isFalse();
        }
    }

    private void register(ServerSocketChannel listener, Runnable stop, Runnable ready) {
        CompletableFuture<SelectionKey> registered = new CompletableFuture<>();
        loop.execute(() -> {
            try {
                registered.complete(loop.register(listener, SelectionKey.OP_ACCEPT, handler(stop, ready)));
            } catch (Exception e) {
                registered.completeExceptionally(e);
            }
        });
        assertThat(registered).succeedsWithin(20, TimeUnit.SECONDS);
    }

    private static EventLoop.Handler handler(Runnable stop, Runnable ready) {
        return new EventLoop.Handler() {
            @Override
            public void ready() {
                ready.run();
            }

            @Override
            public void stop() {
                stop.run();
            }
        };
    }

    private static ServerSocketChannel listener() throws Exception {
        return ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0));
    }
}
