package io.astreaming.app.chat;

import io.astreaming.app.terminal.StandardStream;
import io.astreaming.app.terminal.Terminal;
import io.astreaming.request.ContentPart;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What the person says: a prompt, images, results of tools. */
final class PromptOptions {
    private static final String PIPED = "-";
    private static final Set<String> DETAILS = Set.of("low", "high", "auto");

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "PROMPT",
            description =
                    "What to ask. What is piped to standard input follows it; without it, or with '-', that is all.")
    private @Nullable String prompt;

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "-",
            description = "Wait for standard input, however long it takes to begin; else three seconds.")
    private @Nullable String piped;

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
     * Checks what can be without reading anything.
     *
     * @param session whether there is one that may have made calls
     * @param asksAgain whether images may still be named later
     */
    void check(boolean session, boolean asksAgain) {
        if (detail != null && !DETAILS.contains(detail)) {
            throw new IllegalArgumentException("--image-detail is low, high or auto");
        }
        if (detail != null && images.isEmpty() && !asksAgain) {
            throw new IllegalArgumentException("--image-detail needs --image: the image to look at");
        }
        if (!results.isEmpty() && !session) {
            throw new IllegalArgumentException("--result needs --session: the conversation in which the call was made");
        }
        if (piped != null && !piped.equals(PIPED)) {
            throw new IllegalArgumentException("there are too many arguments; quote those that hold spaces");
        }
    }

    /**
     * Lets the person say it.
     *
     * @param alone whether nobody else reads the standard input
     * @throws IOException if something can't be read
     * @throws IllegalArgumentException if nothing is said, or something that can't be
     */
    void say(Terminal terminal, Conversation conversation, boolean alone) throws IOException, InterruptedException {
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
            String text = prompt(terminal, alone);
            if (text.isBlank()) {
                throw new IllegalArgumentException("the prompt is empty");
            }
            conversation.addUserMessage(parts(terminal, text, images));
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

    private String prompt(Terminal terminal, boolean alone) throws IOException, InterruptedException {
        PipedPrompt input = new PipedPrompt(terminal.in());
        if (prompt == null || prompt.equals(PIPED) || piped != null) {
            if (terminal.has(StandardStream.INPUT)) {
                terminal.info("Type what to ask; Ctrl-D ends it.");
            }
            return joined(prompt == null || prompt.equals(PIPED) ? "" : prompt, input.all());
        }
        if (!alone || terminal.has(StandardStream.INPUT)) {
            return prompt;
        }
        String text = input.soon();
        if (text == null) {
            terminal.error("note: nothing came by standard input, and it isn't closed; the prompt goes without it."
                    + " '-' after the prompt waits for it, '< /dev/null' says that there is none");
        }
        return text == null ? prompt : joined(prompt, text);
    }

    private static String joined(String prompt, String input) {
        return prompt.isBlank() || input.isBlank() ? prompt + input : prompt + "\n\n" + input;
    }
}
