package io.astreaming.app.inspect;

import io.astreaming.app.recording.Inspection;
import io.astreaming.completion.Completed;
import io.astreaming.completion.Outcome;
import io.astreaming.jsontext.JsonWriter;
import io.astreaming.value.Protocol;
import java.util.Locale;

/** What a reader of the page may copy: commands that replay the stream, and a test of a service with it. */
final class Snippets {
    private Snippets() {}

    /**
     * Writes them as members.
     *
     * @param stem the name of the recording, without its extension
     */
    static void writeTo(JsonWriter out, String stem, Inspection inspection) {
        String name = name(stem);
        out.name("curl").string(curl(name, inspection.protocol()));
        out.name("test").string(test(name, inspection.outcome()));
    }

    private static String curl(String name, Protocol protocol) {
        return """
                # in one terminal: replays the recording at its own pace
                astreaming serve --pace recorded %s.sse

                # in another
                curl -N http://127.0.0.1:8080%s \\
                  -H 'Content-Type: application/json' \\
                  -d '{"model":"%s","stream":true,"messages":[{"role":"user","content":"Hello"}]}'
                """.formatted(name, path(name, protocol), name);
    }

    /** Returns where the replay server answers in a protocol. */
    private static String path(String name, Protocol protocol) {
        return switch (protocol) {
            case RESPONSES -> "/v1/responses";
            case MESSAGES -> "/v1/messages";
            case OLLAMA -> "/api/chat";
            case GEMINI -> "/v1beta/models/" + name + ":streamGenerateContent";
            default -> "/v1/chat/completions";
        };
    }

    private static String test(String name, Outcome outcome) {
        String type = outcome.getClass().getSimpleName();
        String text = outcome instanceof Completed ? "reads a whole answer" : "notices that the answer isn't whole";
        return """
                import static org.junit.jupiter.api.Assertions.assertInstanceOf;

                import io.astreaming.completion.%1$s;
                import io.astreaming.completion.Outcome;
                import io.astreaming.replay.Recording;
                import io.astreaming.request.ChatRequest;
                import io.astreaming.stream.Chat;
                import io.astreaming.stream.ChatStream;
                import io.astreaming.test.ReplayExtension;
                import java.nio.file.Path;
                import org.junit.jupiter.api.Test;
                import org.junit.jupiter.api.extension.RegisterExtension;

                class %2$sTest {
                    @RegisterExtension
                    static final ReplayExtension model = ReplayExtension.scripted();

                    @Test // %3$s
                    void ends%1$s(Chat chat) {
                        model.next(Recording.sse(Path.of("src/test/resources/%4$s.sse")));

                        try (ChatStream stream = chat.stream(ChatRequest.model("any").user("Hello").build())) {
                            Outcome outcome = stream.outcome();

                            assertInstanceOf(%1$s.class, outcome);
                        }
                    }
                }
                """.formatted(type, className(name), text, name);
    }

    /** Returns the file's name without its extension, of characters that mean nothing to a shell or to Java. */
    private static String name(String stem) {
        return stem.replaceAll("[^A-Za-z0-9._-]+", "-").replaceAll("^[.-]+", "");
    }

    /** Returns a name for a class, made of the letters and digits of a file's name. */
    private static String className(String stem) {
        StringBuilder name = new StringBuilder();
        for (String word : stem.split("[^A-Za-z0-9]+", -1)) {
            if (!word.isEmpty()) {
                name.append(word.substring(0, 1).toUpperCase(Locale.ROOT)).append(word.substring(1));
            }
        }
        return name.isEmpty() || Character.isDigit(name.charAt(0)) ? "Recording" + name : name.toString();
    }
}
