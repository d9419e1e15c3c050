package io.astreaming.app.chat;

import io.astreaming.app.terminal.ExitCode;
import io.astreaming.app.terminal.LineSource;
import io.astreaming.app.terminal.Terminal;
import io.astreaming.completion.Cancelled;
import io.astreaming.completion.CompletedChoice;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A conversation over several turns: answered turns are kept in memory, and in a file if there is one. Not thread-safe.
 */
final class Session {
    private final UsageTotals totals = new UsageTotals();
    private final Terminal terminal;
    private final Turn turn;
    private final Conversation conversation;
    private final @Nullable SessionFile file;

    Session(Terminal terminal, Turn turn, Conversation conversation, @Nullable SessionFile file) {
        this.terminal = terminal;
        this.turn = turn;
        this.conversation = conversation;
        this.file = file;
    }

    Conversation conversation() {
        return conversation;
    }

    UsageTotals totals() {
        return totals;
    }

    /**
     * Sends the last message. Only an answer with the exit code 0 is kept, and the text of one that the user
     * stopped; otherwise the conversation is restored.
     *
     * @return the exit code
     */
    int ask(LineSource lines) throws Exception {
        Turn.Answer answer;
        try {
            answer = turn.ask(conversation.request(), lines);
        } catch (IOException | RuntimeException e) {
            conversation.rollback();
            throw e;
        }
        totals.add(answer.outcome().completion().usage());
        CompletedChoice choice = answer.choice();
        if (answer.code() == ExitCode.COMPLETED && choice != null && Conversation.isWhole(choice)) {
            conversation.keep(choice, turn.prefill());
            save();
        } else if (choice != null && answer.outcome() instanceof Cancelled && isText(choice)) {
            conversation.keep(choice, turn.prefill());
            save();
            if (file != null || lines != LineSource.NONE) {
                terminal.error("note: the answer is kept as far as it came");
            }
        } else {
            conversation.rollback();
            if (file != null || lines != LineSource.NONE) {
                terminal.error("note: nothing of this turn is kept; ask again");
            }
        }
        return answer.code();
    }

    /** Returns whether an answer is text that can be continued: whoever stopped it has read it. */
    private static boolean isText(CompletedChoice choice) {
        return choice.content() != null
                && !choice.content().isBlank()
                && choice.toolCalls().isEmpty()
                && choice.functionCall() == null;
    }

    /** Writes the session's file, if it has one. */
    void save() throws IOException {
        if (file != null) {
            file.write(conversation);
        }
    }
}
