package io.astreaming.spring;

import static org.assertj.core.api.Assertions.assertThat;

import io.astreaming.completion.Completed;
import io.astreaming.completion.Outcome;
import io.astreaming.event.TextReceived;
import io.astreaming.replay.Pace;
import io.astreaming.replay.ReplayServer;
import io.astreaming.stream.Chat;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;

/** On which threads subscribers are called. */
@Timeout(60)
class SubscriberThreadsTest {
    @Test
    @EnabledForJreRange(min = JRE.JAVA_21)
    void areVirtualIfTheApplicationWantsThat() {
        Thread thread = threadOfASubscriber("spring.threads.virtual.enabled=true");
        assertThat(thread.getName()).startsWith("astreaming-events-");
        assertThat(thread.toString()).startsWith("VirtualThread[");
        assertThat(threadOfASubscriber("spring.threads.virtual.enabled=false").toString())
                .startsWith("Thread[");
    }

    @Test
    @EnabledForJreRange(max = JRE.JAVA_20)
    void areTheLibrarysOwnWhereJavaHasNoVirtualOnes() {
        assertThat(threadOfASubscriber("spring.threads.virtual.enabled=true").getName())
                .startsWith("astreaming-events");
    }

    @Test
    void seeTheClassesOfTheApplication() {
        ClassLoader application = new FilteredClassLoader("no.such.package");
        for (String enabled : new String[] {"true", "false"}) {
            CompletableFuture<ClassLoader> loader = new CompletableFuture<>();
            subscribe(
                    Runner.application()
                            .withClassLoader(application)
                            .withPropertyValues("spring.threads.virtual.enabled=" + enabled),
                    () -> loader.complete(Thread.currentThread().getContextClassLoader()));
            assertThat(loader.join()).isSameAs(application);
        }
    }

    /** An executor of Spring refuses tasks as soon as the context begins to close. */
    @Test
    void stillRunWhenTheApplicationShutsDown() throws Exception {
        Semaphore permits = new Semaphore(1);
        try (ReplayServer server = ReplayServer.serving(Runner.HELLO)
                .pace(Pace.permittedBy(permits))
                .start()) {
            StringBuffer text = new StringBuffer();
            CountDownLatch begun = new CountDownLatch(1);
            CompletableFuture<?>[] outcome = new CompletableFuture<?>[1];
            Runner.asking(server)
                    .withPropertyValues("spring.threads.virtual.enabled=true")
                    .withBean("applicationTaskExecutor", ThreadPoolTaskExecutor.class)
                    .run(context -> {
                        outcome[0] = context.getBean(Chat.class)
                                .listen(
                                        context.getBean(ChatRequests.class)
                                                .builder()
                                                .user("Say hello")
                                                .build(),
                                        event -> {
                                            if (event instanceof TextReceived received) {
                                                text.append(received.text());
                                                begun.countDown();
                                            }
                                        });
                        assertThat(begun.await(30, TimeUnit.SECONDS)).isTrue();
                    });
            permits.release(100);
            assertThat(outcome[0].get(30, TimeUnit.SECONDS)).isInstanceOf(Completed.class);
            assertThat(text).hasToString("Hello, world");
        }
    }

    private static Thread threadOfASubscriber(String property) {
        CompletableFuture<Thread> thread = new CompletableFuture<>();
        subscribe(Runner.application().withPropertyValues(property), () -> thread.complete(Thread.currentThread()));
        return thread.join();
    }

    private static void subscribe(ApplicationContextRunner application, Runnable subscriber) {
        try (ReplayServer server = ReplayServer.serving(Runner.HELLO).start()) {
            Runner.asking(server, application).run(context -> {
                Outcome outcome = context.getBean(Chat.class)
                        .listen(
                                context.getBean(ChatRequests.class)
                                        .builder()
                                        .user("Say hello")
                                        .build(),
                                event -> subscriber.run())
                        .join();
                assertThat(outcome).isInstanceOf(Completed.class);
            });
        }
    }
}
