package io.astreaming.spring;

import static org.assertj.core.api.Assertions.assertThat;

import io.astreaming.replay.Recording;
import io.astreaming.replay.ReplayServer;
import io.astreaming.request.ChatRequest;
import io.astreaming.stream.Chat;
import io.astreaming.stream.ChatStream;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executor;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.stereotype.Component;

/** What docs/spring.md says is true. */
@Timeout(60)
class SpringPageTest {
    private static final Path ROOT = Path.of(System.getProperty("astreaming.root", ".."));

    @Test
    void listsThePropertiesAndDefaultsThatEditorsKnow() throws IOException {
        Map<String, String> listed = new TreeMap<>();
        Pattern.compile("(?m)^\\| `(astreaming\\.[a-z.-]+)` \\| (?:`([^`]*)` )?\\|")
                .matcher(page())
                .results()
                .forEach(row -> listed.put(row.group(1), String.valueOf(row.group(2))));
        assertThat(listed).isEqualTo(metadata());
    }

    @Test
    void showsCodeOfTheSamples() throws IOException {
        StringBuilder samples = new StringBuilder();
        try (Stream<Path> files = Files.walk(ROOT.resolve("samples"))) {
            for (Path file :
                    files.filter(file -> file.toString().endsWith(".java")).toList()) {
                samples.append(Files.readString(file));
            }
        }
        List<String> blocks = Pattern.compile("(?s)~~~java\n(.*?)~~~")
                .matcher(page())
                .results()
                .map(block -> stripped(block.group(1)))
                .toList();
        assertThat(blocks)
                .isNotEmpty()
                .allSatisfy(block -> assertThat(stripped(samples.toString())).contains(block));
    }

    @Test
    void tellsToUseTheBeansSo() {
        try (ReplayServer server = ReplayServer.serving(Runner.HELLO).start()) {
            Runner.asking(server)
                    .withPropertyValues(
                            "astreaming.endpoints.local.base-url=" + server.baseUri(),
                            "astreaming.endpoints.local.model=m")
                    .withBean(Titles.class)
                    .withBean(Drafts.class)
                    .withUserConfiguration(Customizers.class)
                    .run(context -> {
                        assertThat(context.getBean(Titles.class).titleOf("a text"))
                                .isEqualTo("Hello, world");
                        Drafts drafts = context.getBean(Drafts.class);
                        assertThat(drafts.chat).isSameAs(context.getBean("astreaming.endpoints.local.chat"));
                        Runner.says("Hello, world", drafts.chat, drafts.requests);
                    });
        }
    }

    @Test
    void tellsToReplaceTheProviderSo() {
        Runner.application()
                .withPropertyValues("astreaming.api-key=the-real-key", "astreaming.model=m")
                .withUserConfiguration(ReplayedProvider.class)
                .run(context -> {
                    Runner.says("Hello, world", context.getBean(Chat.class), context.getBean(ChatRequests.class));
                    assertThat(context.getBean(ReplayServer.class).requests()).hasSize(1);
                });
    }

    private static String page() throws IOException {
        return Files.readString(ROOT.resolve("docs/spring.md"));
    }

    private static String stripped(String code) {
        return code.replaceAll("\\s+", "");
    }

    private static Map<String, String> metadata() throws IOException {
        Map<String, String> properties = new TreeMap<>();
        try (InputStream in = AstreamingAutoConfiguration.class.getResourceAsStream(
                        "/META-INF/spring-configuration-metadata.json");
                JsonReader reader = Json.createReader(in)) {
            for (JsonObject property :
                    reader.readObject().getJsonArray("properties").getValuesAs(JsonObject.class)) {
                assertThat(property.getString("description", ""))
                        .as(property.getString("name"))
                        .isNotEmpty();
                JsonValue value = property.get("defaultValue");
                properties.put(property.getString("name"), String.valueOf(value).replace("\"", ""));
            }
        }
        return properties;
    }

    @Configuration(proxyBeanMethods = false)
    static class ReplayedProvider {
        private final Recording hello = Runner.HELLO;

        @Bean
        ReplayServer provider() {
            return ReplayServer.serving(hello).start();
        }

        @Bean
        AstreamingConnectionDetails connection(ReplayServer provider) {
            return () -> provider.baseUri().toString();
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Customizers {
        private final Executor executor = Runnable::run;

        @Bean
        ChatCustomizer patience() {
            return (chat, endpoint) -> endpoint.equals("reasoning") ? chat.withExecutor(executor) : chat;
        }
    }
}

@Component
class Titles {
    private final Chat chat;
    private final ChatRequests requests;

    Titles(Chat chat, ChatRequests requests) {
        this.chat = chat;
        this.requests = requests;
    }

    String titleOf(String text) {
        ChatRequest request = requests.builder()
                .system("Give this text a title of five words at most.")
                .user(text)
                .build();
        try (ChatStream stream = chat.stream(request)) {
            return stream.text(); // whole, or an exception
        }
    }
}

class Drafts {
    final Chat chat;
    final ChatRequests requests;

    Drafts(@Qualifier("local") Chat chat, @Qualifier("local") ChatRequests requests) {
        this.chat = chat;
        this.requests = requests;
    }
}
