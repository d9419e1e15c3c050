package io.astreaming.app.chat;

import io.astreaming.app.terminal.Terminal;
import io.astreaming.app.terminal.TextWriter;
import io.astreaming.app.trace.KeptAnswer;
import io.astreaming.completion.ChatCompletion;
import io.astreaming.completion.Completed;
import io.astreaming.completion.CompletedChoice;
import io.astreaming.completion.Outcome;
import io.astreaming.event.ChatEvent;
import io.astreaming.event.ReasoningReceived;
import io.astreaming.event.StreamEnded;
import io.astreaming.event.TextReceived;
import io.astreaming.stream.ChatStream;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Prints an answer while it arrives: the text of its first choice to the standard output, everything else to the
 * standard error. The prefill is printed directly before the first text, so that the output is the whole answer.
 */
public final class AnswerPrinter {
    private final Terminal terminal;
    private final String prefill;
    private final boolean reasoning;
    private final @Nullable KeptAnswer trace;
    private final TextWriter text;
    private boolean thinking;
    private int choice = -1;

    public AnswerPrinter(Terminal terminal, String prefill, boolean reasoning, @Nullable KeptAnswer trace) {
        this.terminal = terminal;
        this.prefill = prefill;
        this.reasoning = reasoning;
        this.trace = trace;
        this.text = terminal.text();
    }

    /**
     * Reads a stream to its end, or until the reader of the standard output goes away.
     *
     * @throws IOException if the text can't be written for another reason
     */
    public Outcome show(ChatStream stream) throws IOException {
        try (text) {
            for (ChatEvent event : stream) {
                show(event);
            }
        } catch (IOException e) {
            stream.close();
            if (!terminal.isOutputGone() || terminal.lostOutput() != null) {
                throw e;
            }
        }
        return stream.outcome();
    }

    /** Returns whether the last line of the text has no line feed yet. */
    public boolean isLineOpen() {
        return text.isLineOpen();
    }

    /** Returns the choice that was printed, or the first one if there was no text; null if nothing arrived. */
    @Nullable
    CompletedChoice choiceOf(ChatCompletion completion) {
        return completion.choices().stream()
                .filter(each -> choice < 0 || each.index() == choice)
                .findFirst()
                .orElse(null);
    }

    private void show(ChatEvent event) throws IOException {
        if (event instanceof TextReceived piece) {
            if (choice < 0) {
                choice = piece.choice();
            }
            if (piece.choice() == choice) {
                show(piece.text());
            }
        } else if (event instanceof ReasoningReceived piece && reasoning) {
            thinking = true;
            terminal.dim(piece.text());
        } else if (event instanceof StreamEnded ended && ended.outcome() instanceof Completed) {
            begin();
        }
    }

    private void show(String piece) throws IOException {
        begin();
        text.write(piece);
        if (trace != null) {
            trace.text(piece);
        }
    }

    private void begin() throws IOException {
        if (thinking) {
            thinking = false;
            terminal.dim("\n");
        }
        if (!text.isUsed()) {
            text.write(prefill);
        }
    }
}
