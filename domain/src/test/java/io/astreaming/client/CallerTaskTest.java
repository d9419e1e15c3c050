package io.astreaming.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.astreaming.stream.Scene;
import java.net.URL;
import java.net.URLClassLoader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Tasks see the class loader of the application that caused them, and the threads keep none. */
@Timeout(20)
class CallerTaskTest {
    private static final int THREADS = Runtime.getRuntime().availableProcessors();

    private final ClassLoader one = new URLClassLoader(new URL[0]);
    private final ClassLoader other = new URLClassLoader(new URL[0]);
    private @Nullable ClassLoader before;

    @BeforeEach
    void rememberTheLoader() {
        before = Thread.currentThread().getContextClassLoader();
    }

    @AfterEach
    void leaveTheLoader() {
        Thread.currentThread().setContextClassLoader(before);
    }

    @Test
    void callsListenersWithTheLoaderOfTheThreadThatSubscribes() throws Exception {
        for (ClassLoader loader : List.of(one, other)) {
            List<ClassLoader> seen = Collections.synchronizedList(new ArrayList<>());
            Scene scene = new Scene("503 end / 200 t:a");
            Thread.currentThread().setContextClassLoader(loader);
            var outcome = scene.chat.listen(
                    Scene.REQUEST, event -> seen.add(Thread.currentThread().getContextClassLoader()));
            Thread.currentThread().setContextClassLoader(null); // news comes from a thread of somebody else
            scene.exchanges.get(1).bytes("f:stop\n[DONE]\n");
            outcome.get(10, TimeUnit.SECONDS);
            assertThat(seen).hasSizeGreaterThan(3).containsOnly(loader);
        }
    }

    @Test
    void leavesEventThreadsWithoutALoader() throws Exception {
        Thread.currentThread().setContextClassLoader(one);
        Executor ours = EventExecutor.ofCaller();
        var loaders = loadersOf(ours);
        assertThat(loaders).hasSize(THREADS).containsOnly(one);
        Thread.currentThread().setContextClassLoader(null);
        assertThat(loadersOf(EventExecutor.ofCaller())).hasSize(THREADS).containsOnlyNulls();
    }

    /** Of all threads at once: each waits for the others. */
    private static List<ClassLoader> loadersOf(Executor executor) throws InterruptedException {
        List<ClassLoader> loaders = Collections.synchronizedList(new ArrayList<>());
        CountDownLatch all = new CountDownLatch(THREADS);
        CountDownLatch done = new CountDownLatch(THREADS);
        for (int i = 0; i < THREADS; i++) {
            executor.execute(() -> {
                loaders.add(Thread.currentThread().getContextClassLoader());
                all.countDown();
                try {
                    assertThat(all.await(10, TimeUnit.SECONDS)).isTrue();
                } catch (InterruptedException e) {
                    throw new AssertionError(e);
                }
                done.countDown();
            });
        }
        assertThat(done.await(10, TimeUnit.SECONDS)).isTrue();
        return loaders;
    }

    @Test
    void ringsWithTheLoaderOfTheThreadThatSetTheTimer() {
        Thread.currentThread().setContextClassLoader(one);
        assertThat(loaderOfATimer()).isSameAs(one);
        Thread.currentThread().setContextClassLoader(null);
        assertThat(loaderOfATimer()).isNull();
    }

    private static @Nullable ClassLoader loaderOfATimer() {
        CompletableFuture<@Nullable ClassLoader> seen = new CompletableFuture<>();
        SystemScheduler.INSTANCE.schedule(
                Duration.ofMillis(1), () -> seen.complete(Thread.currentThread().getContextClassLoader()));
        return seen.orTimeout(10, TimeUnit.SECONDS).join();
    }

    @Test
    void givesTheThreadItsLoaderBackThoughTheTaskThrows() {
        Thread.currentThread().setContextClassLoader(one);
        CallerTask task = CallerTask.of(() -> {
            throw new IllegalStateException();
        });
        Thread.currentThread().setContextClassLoader(other);
        assertThatThrownBy(task::run).isInstanceOf(IllegalStateException.class);
        assertThat(Thread.currentThread().getContextClassLoader()).isSameAs(other);
    }

    @Test
    void inheritsNothingOfTheCallerThatFirstNeedsAThread() throws Exception {
        InheritableThreadLocal<String> local = new InheritableThreadLocal<>();
        local.set("of the caller");
        var seen = new ConcurrentHashMap<String, String>();
        Thread thread = new DaemonThreads("test").newThread(() -> seen.put("local", String.valueOf(local.get())));
        assertThat(thread.getContextClassLoader()).isNull();
        thread.start();
        thread.join(10_000);
        assertThat(seen).containsEntry("local", "null");
    }
}
