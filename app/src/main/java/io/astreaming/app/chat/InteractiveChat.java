package io.astreaming.app.chat;

import io.astreaming.app.file.PrivateFiles;
import io.astreaming.app.recording.InputFiles;
import io.astreaming.app.terminal.ErrorReporter;
import io.astreaming.app.terminal.ExitCode;
import io.astreaming.app.terminal.LineSource;
import io.astreaming.app.terminal.StandardStream;
import io.astreaming.app.terminal.Terminal;
import io.astreaming.app.terminal.Units;
import io.astreaming.completion.ToolCall;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads questions line by line, until the input ends or the user quits. Lines that begin with a slash are commands. Not
 * thread-safe.
 */
final class InteractiveChat {
    private static final List<String> HELP = List.of(
            "/image FILE      send an image with the next question",
            "/result ID TEXT  give a tool's result; after the last one, the answer continues",
            "/undo            forget the last question and its answer",
            "/reset           forget everything but the instructions",
            "/save FILE       write the conversation to a new file, as --session does",
            "/quit            end; so does Ctrl-D",
            "Ctrl-C stops an answer. A question that begins with a slash needs a space before it.");

    private final Terminal terminal;
    private final Session session;
    private final PromptOptions options;
    private final LineSource lines;
    private final List<String> images = new ArrayList<>();
    private int code = ExitCode.COMPLETED;

    InteractiveChat(Terminal terminal, Session session, PromptOptions options, LineSource lines) {
        this.terminal = terminal;
        this.session = session;
        this.options = options;
        this.lines = lines;
    }

    /**
     * Runs the chat, beginning with a prompt from the command line; returns the exit code of the first turn that
     * failed.
     */
    int run(boolean saidAlready) throws Exception {
        images.addAll(saidAlready ? List.of() : options.images());
        if (terminal.has(StandardStream.INPUT)) {
            int before = session.conversation().size();
            terminal.info((before == 0 ? "" : "Going on from " + Units.of(before, "message", "messages") + ". ")
                    + "/help lists the commands, Ctrl-D ends.");
        }
        boolean goesOn = !saidAlready || attempt("");
        while (goesOn && !terminal.isOutputGone()) {
            String line = lines.next();
            goesOn = line != null && (line.isBlank() || attempt(line));
        }
        terminal.info("session     " + session.totals());
        return code;
    }

    /** Runs one line; a problem with it is reported and doesn't end the chat. */
    private boolean attempt(String line) throws Exception {
        try {
            return take(line);
        } catch (IOException | IllegalArgumentException e) {
            if (terminal.isOutputGone()) {
                return false;
            }
            int failed = ErrorReporter.report(terminal, e);
            code = code == ExitCode.COMPLETED ? failed : code;
            return true;
        }
    }

    /** Executes a line; returns false if it ends the chat. */
    private boolean take(String line) throws Exception {
        if (!line.startsWith("/")) {
            say(line);
            return true;
        }
        String[] words = line.strip().split("\\s+", 2);
        String rest = words.length == 1 ? "" : words[1];
        switch (words[0]) {
            case "/quit", "/exit" -> {
                return false;
            }
            case "/help" -> HELP.forEach(terminal::info);
            case "/image" -> image(rest);
            case "/result" -> result(rest);
            case "/undo" -> {
                if (!session.conversation().undo()) {
                    throw new IllegalArgumentException("there is no question to forget");
                }
                session.save();
            }
            case "/reset" -> {
                session.conversation().reset();
                session.save();
            }
            case "/save" -> save(rest);
            default ->
                throw new IllegalArgumentException(
                        "no such command; /help lists the commands, and a space before the slash makes it a question");
        }
        return true;
    }

    private void say(String line) throws Exception {
        Conversation conversation = session.conversation();
        if (!line.isEmpty()) {
            if (!conversation.waiting().isEmpty()) {
                throw new IllegalArgumentException(
                        "give each result with /result ID TEXT, or /undo the question" + conversation.waiting());
            }
            conversation.addUserMessage(options.parts(terminal, line.strip(), images));
        }
        ask();
        images.clear();
    }

    private void image(String name) throws IOException {
        if (name.isEmpty()) {
            throw new IllegalArgumentException("/image needs a file or a URL");
        }
        ImageFile.read(terminal, name); // reports a problem with it at once
        images.add(name);
    }

    private void result(String rest) throws Exception {
        String[] words = rest.split("\\s+", 2);
        if (words.length < 2) {
            throw new IllegalArgumentException("/result needs the call's id and the result"
                    + session.conversation().waiting());
        }
        session.conversation().result(words[0], words[1]);
        if (session.conversation().pendingCalls().isEmpty()) {
            ask();
        }
    }

    private void ask() throws Exception {
        int asked = session.ask(lines);
        // An answer that the user stopped doesn't count as failed.
        code = code == ExitCode.COMPLETED && asked != ExitCode.CANCELLED ? asked : code;
        List<ToolCall> pending = session.conversation().pendingCalls();
        if (!pending.isEmpty()) {
            terminal.info("give each result with /result ID TEXT"
                    + session.conversation().waiting());
        }
    }

    private void save(String name) throws IOException {
        if (name.isEmpty() || session.conversation().isEmpty()) {
            throw new IllegalArgumentException(name.isEmpty() ? "/save needs a file" : "there is nothing to save yet");
        }
        try (OutputStream out = PrivateFiles.create(InputFiles.path(name))) {
            out.write(SessionFile.content(session.conversation().request()));
        } catch (FileAlreadyExistsException e) {
            throw new FileSystemException(name, null, "exists already; name another");
        }
    }
}
