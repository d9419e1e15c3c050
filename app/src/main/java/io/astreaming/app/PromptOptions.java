package io.astreaming.app;

import io.astreaming.request.ContentPart;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What the person says: a prompt, images, results of tools. */
final class PromptOptions {
    private static final int LONGEST = 16 << 20;

    @Parameters(
            arity = "0..1",
            paramLabel = "PROMPT",
            description = "What to ask. Without it, or with '-', it is read from standard input.")
    private @Nullable String prompt;

    @Option(
            names = "--image",
            paramLabel = "FILE",
            description = "Show this image along with the prompt: PNG, JPEG, GIF or WebP, or a URL. May be repeated.")
    private List<String> images = List.of();

    @Option(names = "--image-detail", paramLabel = "HOW", description = "How closely to look: low, high or auto.")
    private @Nullable String detail;

    @Option(
            names = "--result",
            paramLabel = "ID=TEXT",
            description = "The result of a call that the session's last answer made. May be repeated.")
    private List<String> results = List.of();

    /** Whether nothing is said on the command line. */
    boolean isEmpty() {
        return prompt == null && results.isEmpty();
    }

    /** The images to show, each a file or a URL. */
    List<String> images() {
        return images;
    }

    /**
     * Lets the person say it.
     *
     * @throws IOException if something can't be read
     * @throws IllegalArgumentException if nothing is said, or something that can't be
     */
    void say(Terminal terminal, Conversation conversation) throws IOException {
        for (String result : results) {
            int equals = result.indexOf('=');
            if (equals < 0) {
                throw new IllegalArgumentException("--result takes ID=TEXT" + conversation.waiting());
            }
            conversation.result(result.substring(0, equals), result.substring(equals + 1));
        }
        if (!conversation.waiting().isEmpty()) {
            throw new IllegalArgumentException(
                    "the session's last answer made calls: give each result with --result ID=TEXT"
                            + conversation.waiting());
        }
        if (results.isEmpty() || prompt != null) {
            String text = prompt(terminal);
            if (text.isBlank()) {
                throw new IllegalArgumentException("the prompt is empty");
            }
            conversation.say(parts(terminal, text, images));
        }
    }

    /** Text, then images. */
    List<ContentPart> parts(Terminal terminal, String text, List<String> shown) throws IOException {
        List<ContentPart> parts = new ArrayList<>(List.of(ContentPart.text(text)));
        for (String image : shown) {
            ContentPart.Image read = ImageFile.read(terminal, image);
            parts.add(detail == null ? read : read.withDetail(detail));
        }
        return parts;
    }

    private String prompt(Terminal terminal) throws IOException {
        if (prompt != null && !prompt.equals("-")) {
            return prompt;
        }
        if (terminal.has(Screen.INPUT)) {
            terminal.tell("Type what to ask; Ctrl-D ends it.");
        }
        byte[] bytes = terminal.in().readNBytes(LONGEST + 1);
        if (bytes.length > LONGEST) {
            throw new IOException("the prompt is longer than " + (LONGEST >> 20) + " MiB");
        }
        return new String(bytes, StandardCharsets.UTF_8).stripTrailing();
    }
}
