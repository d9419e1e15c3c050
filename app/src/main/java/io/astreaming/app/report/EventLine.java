package io.astreaming.app.report;

import io.astreaming.app.terminal.TerminalText;
import io.astreaming.event.AudioReceived;
import io.astreaming.event.ChatEvent;
import io.astreaming.event.ChoiceEvent;
import io.astreaming.event.ChoiceFinished;
import io.astreaming.event.ErrorReported;
import io.astreaming.event.ReasoningReceived;
import io.astreaming.event.RefusalReceived;
import io.astreaming.event.RoleReceived;
import io.astreaming.event.StreamEnded;
import io.astreaming.event.StreamStarted;
import io.astreaming.event.TextReceived;
import io.astreaming.event.ToolArgumentsReceived;
import io.astreaming.event.ToolCallFinished;
import io.astreaming.event.ToolCallStarted;
import io.astreaming.event.Unrecognized;
import io.astreaming.event.UsageReported;
import io.astreaming.jsontext.JsonText;

/** Formats an event on one line: its name, its choice and its content. */
public final class EventLine {
    private static final int MAX_LENGTH = 100;

    private EventLine() {}

    public static String of(ChatEvent event) {
        String line = event.getClass().getSimpleName();
        if (event instanceof ChoiceEvent choice) {
            line += " " + choice.choice() + " " + contentOfChoice(choice);
        } else {
            line += " " + contentOfStream(event);
        }
        return line.stripTrailing();
    }

    /** Returns the content of an event of one choice. */
    private static String contentOfChoice(ChoiceEvent event) {
        if (event instanceof TextReceived text) {
            return quoted(text.text());
        } else if (event instanceof ReasoningReceived reasoning) {
            return quoted(reasoning.text());
        } else if (event instanceof RefusalReceived refusal) {
            return quoted(refusal.text());
        } else if (event instanceof ToolArgumentsReceived arguments) {
            return "call " + arguments.call() + " " + quoted(arguments.fragment());
        } else if (event instanceof ToolCallStarted started) {
            return "call " + started.call() + " " + shown(started.name());
        } else if (event instanceof ToolCallFinished finished) {
            return "call " + finished.call() + " " + shown(finished.toolCall().name());
        } else if (event instanceof RoleReceived role) {
            return shown(role.role().value());
        } else if (event instanceof ChoiceFinished finished) {
            return shown(finished.finishReason().value());
        } else if (event instanceof AudioReceived audio && audio.audio().transcript() != null) {
            return quoted(audio.audio().transcript());
        }
        return "";
    }

    /** Returns the content of an event of the whole stream. */
    private static String contentOfStream(ChatEvent event) {
        if (event instanceof StreamStarted started && started.model() != null) {
            return shown(started.model());
        } else if (event instanceof UsageReported reported) {
            return String.join(", ", UsageFormatter.lines(reported.usage()));
        } else if (event instanceof ErrorReported reported) {
            return shown(reported.error().message());
        } else if (event instanceof Unrecognized unknown) {
            return shown(unknown.name() + " " + unknown.value().text());
        } else if (event instanceof StreamEnded ended) {
            return Summary.name(ended.outcome());
        }
        return "";
    }

    /** Returns a text in quotes, so that its beginning and end are visible. */
    public static String quoted(String text) {
        return shown(JsonText.ofString(text).text());
    }

    private static String shown(String text) {
        return TerminalText.beginning(text.strip(), MAX_LENGTH);
    }
}
