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

/** The user's message: a prompt, images, results of tools. */
final class PromptOptions {
    private static final String PIPED = "-";
    private static final Set<String> DETAILS = Set.of("low", "high", "auto");

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "PROMPT",
            description =
                    "The question. Text that is piped to standard input is added to it; without PROMPT, or with '-', it is the prompt.")
    private @Nullable String prompt;

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "STDIN",
            description =
                    "'-' waits for standard input without a limit; by default it must begin within three seconds.")
    private @Nullable String piped;

    @Option(
            names = "--image",
            paramLabel = "FILE",
            description = "Send this image with the prompt: a PNG, JPEG, GIF or WebP file, or a URL. May be repeated.")
    private List<String> images = List.of();

    @Option(names = "--image-detail", paramLabel = "HOW", description = "How closely to look: low, high or auto.")
    private @Nullable String detail;

    @Option(
            names = "--result",
            paramLabel = "ID=TEXT",
            description = "The result of a call that the session's last answer made. May be repeated.")
    private List<String> results = List.of();

    /** Returns whether the command line has no prompt, image or result. */
    boolean isEmpty() {
        return prompt == null && results.isEmpty();
    }

    /** Returns the images to send, each a file or a URL. */
    List<String> images() {
        return images;
    }

    /**
     * Checks the options without reading any input.
     *
     * @param session whether there is a session, which may contain calls
     * @param asksAgain whether further questions follow, for which images can be named later
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
     * Adds the user's message to the conversation.
     *
     * @param alone whether nothing else reads the standard input
     * @throws IOException if an input can't be read
     * @throws IllegalArgumentException if the prompt is empty or an option's value is wrong
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

    /** Returns the text, then the images. */
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
                terminal.info("Type your question; Ctrl-D ends it.");
            }
            return joined(prompt == null || prompt.equals(PIPED) ? "" : prompt, input.all());
        }
        if (!alone || terminal.has(StandardStream.INPUT)) {
            return prompt;
        }
        String text = input.soon();
        if (text == null) {
            terminal.error(
                    "note: nothing arrived on standard input, and it isn't closed; the prompt is sent without it."
                            + " '-' after the prompt waits for it, '< /dev/null' says that there is none");
        }
        return text == null ? prompt : joined(prompt, text);
    }

    private static String joined(String prompt, String input) {
        return prompt.isBlank() || input.isBlank() ? prompt + input : prompt + "\n\n" + input;
    }
}
