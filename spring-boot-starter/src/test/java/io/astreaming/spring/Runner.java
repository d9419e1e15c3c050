package io.astreaming.spring;

import static org.assertj.core.api.Assertions.assertThat;

import io.astreaming.replay.Recording;
import io.astreaming.replay.ReplayServer;
import io.astreaming.stream.Chat;
import java.util.List;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** What the tests of the starter share. */
final class Runner {
    /** Two pieces of text, then the end. */
    static final Recording HELLO = Recording.ofPayloads(
            List.of(
                    "{\"model\":\"m\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"Hello\"}}]}",
                    "{\"model\":\"m\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\", world\"}}]}",
                    "{\"model\":\"m\",\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}"),
            true);

    private Runner() {}

    /** An application with the starter and nothing else. */
    static ApplicationContextRunner application() {
        return new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(AstreamingAutoConfiguration.class));
    }

    /** An application whose default chat asks a server. */
    static ApplicationContextRunner asking(ReplayServer server) {
        return asking(server, application());
    }

    static ApplicationContextRunner asking(ReplayServer server, ApplicationContextRunner application) {
        return application.withPropertyValues("astreaming.base-url=" + server.baseUri(), "astreaming.model=m");
    }

    static void says(String text, Chat chat, ChatRequests requests) {
        assertThat(chat.outcome(requests.builder().user("Say hello").build())
                        .join()
                        .completion()
                        .text())
                .isEqualTo(text);
    }
}
