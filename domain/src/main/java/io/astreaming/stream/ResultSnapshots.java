package io.astreaming.stream;

import io.astreaming.completion.CompletedChoice;
import io.astreaming.completion.Outcome;
import io.astreaming.completion.ToolCall;
import io.astreaming.error.ChatException;
import io.astreaming.error.MalformedResultException;
import io.astreaming.error.ResultFailure;
import io.astreaming.event.ChatEvent;
import io.astreaming.event.ChoiceEvent;
import io.astreaming.event.StreamEnded;
import io.astreaming.event.TextReceived;
import io.astreaming.event.ToolArgumentsReceived;
import io.astreaming.event.ToolCallFinished;
import io.astreaming.event.ToolCallStarted;
import io.astreaming.jsontext.JsonProblem;
import io.astreaming.jsontext.JsonText;
import io.astreaming.jsontext.PartialJson;
import io.astreaming.port.ResultReader;
import io.astreaming.value.FinishReason;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Adds up the events of a stream to a value: a choice's text, or a call's arguments. It can be asked for the value at any
 * time; what hasn't arrived is absent, and what has changes by growth alone. It takes events from wherever they come, pulled or
 * pushed.
 *
 * <p>Taking an event costs as much as its text is long. A snapshot is made when somebody asks for one, and costs as much as the
 * value so far; so who asks after every event pays with the square of the length, and who asks once a frame or so doesn't.
 *
 * <p>Not thread-safe: a subscriber, who is called by one thread at a time, needs no lock.
 *
 * @param <T> the value's type
 */
public final class ResultSnapshots<T> {
    private static final int NO_CALL = Integer.MIN_VALUE;

    private final ResultReader<T> reader;
    private final int choice;
    private final int call;

    private PartialJson json = new PartialJson();
    private String prefill;
    private boolean begun;
    private boolean changed;
    private JsonText shown = JsonText.ABSENT;
    private @Nullable T current;
    private @Nullable T whole;
    private @Nullable ToolCall toolCall;
    private @Nullable Outcome outcome;

    private ResultSnapshots(ResultReader<T> reader, int choice, int call, String prefill) {
        this.reader = Objects.requireNonNull(reader, "reader");
        this.choice = choice;
        this.call = call;
        this.prefill = Objects.requireNonNull(prefill, "prefill");
        json.append(prefill);
    }

    /**
     * Of the text of the first choice.
     *
     * @param reader reads the value
     * @return a fold that has seen no event
     * @param <T> the value's type
     */
    public static <T> ResultSnapshots<T> ofText(ResultReader<T> reader) {
        return ofText(reader, 0, "");
    }

    /**
     * Of the text of a choice that may go on from a prefill. If the text can't go on from there, since the two together are no
     * JSON whatever follows, the model has begun anew, and its text counts alone; so it does in the end, if the two together are no JSON
     * and the text alone is such a value.
     *
     * @param reader reads the value
     * @param choice the choice's index
     * @param prefill what the request's last message already says, such as <code>{</code>; empty if nothing
     * @return a fold that has seen no event
     * @param <T> the value's type
     */
    public static <T> ResultSnapshots<T> ofText(ResultReader<T> reader, int choice, String prefill) {
        return new ResultSnapshots<>(reader, choice, NO_CALL, prefill);
    }

    /**
     * Of the arguments of a call.
     *
     * @param reader reads the value
     * @param call the call, as the stream told that it began
     * @return a fold that has seen no event of the call
     * @param <T> the value's type
     */
    public static <T> ResultSnapshots<T> ofCall(ResultReader<T> reader, ToolCallStarted call) {
        return new ResultSnapshots<>(reader, call.choice(), call.call(), "");
    }

    /**
     * Takes an event; those that concern others change nothing.
     *
     * @param event the stream's next event
     * @return whether more of the value's JSON is certain than before, so that {@link #current} may have grown
     */
    public boolean accept(ChatEvent event) {
        boolean more = take(event);
        changed |= more;
        return more;
    }

    private boolean take(ChatEvent event) {
        if (event instanceof StreamEnded ended) {
            outcome = ended.outcome();
            return ended.outcome().error() == null && json.end();
        }
        if (!(event instanceof ChoiceEvent mine) || mine.choice() != choice) {
            return false;
        }
        if (event instanceof TextReceived piece) {
            return call == NO_CALL && append(piece.text());
        }
        if (event instanceof ToolArgumentsReceived piece) {
            return piece.call() == call && append(piece.fragment());
        }
        if (event instanceof ToolCallFinished finished && finished.call() == call) {
            toolCall = finished.toolCall();
            return json.end();
        }
        return false;
    }

    private boolean append(String piece) {
        int start = json.length();
        boolean more = json.append(piece);
        if (!begun) {
            int first = firstToken(piece);
            begun = first < piece.length();
            JsonProblem problem = json.problem();
            if (begun && !prefill.isEmpty() && problem != null && problem.offset() <= start + first) {
                prefill = "";
                json = new PartialJson();
                more = json.append(piece);
            }
        }
        return more;
    }

    private static int firstToken(String piece) {
        int at = 0;
        while (at < piece.length() && " \n\r\t".indexOf(piece.charAt(at)) >= 0) {
            at++;
        }
        return at;
    }

    /**
     * The value as far as it came. Each is a beginning of the next: strings and lists only get longer, what was absent may come.
     *
     * @return the latest that can be shown; absent if none can be shown yet
     */
    public @Nullable T current() {
        if (changed && whole == null) {
            changed = false;
            JsonText now = json.snapshot(reader.outline());
            if (!now.isAbsent() && !now.equals(shown)) {
                T next = reader.snapshot(now);
                if (next != null) {
                    shown = now;
                    current = next;
                }
            }
        }
        return current;
    }

    /**
     * The JSON as far as it came, whatever the type: everything in it grows.
     *
     * @return JSON, closed wherever it isn't whole; {@link JsonText#ABSENT} if nothing has come
     */
    public JsonText json() {
        return json.snapshot();
    }

    /**
     * The whole value, or an exception. Once it is there, it is the last snapshot too.
     *
     * @return the value
     * @throws MalformedResultException if the answer isn't such a value; it keeps the text
     * @throws ChatException if the stream didn't complete; its outcome has what came
     * @throws IllegalStateException if the stream hasn't ended, or of a call, the call hasn't
     */
    public T result() {
        T value = whole;
        if (value == null) {
            value = call == NO_CALL ? text() : arguments();
            whole = value;
            current = value;
        }
        return value;
    }

    private T arguments() {
        if (toolCall != null) {
            return reader.read(toolCall);
        }
        ended().orThrow();
        throw new MalformedResultException(ResultFailure.TRUNCATED, "the call didn't arrive whole", json.text(), null);
    }

    private T text() {
        CompletedChoice said = ended().orThrow().choices().stream()
                .filter(each -> each.index() == choice)
                .findFirst()
                .orElse(null);
        String content = said == null || said.content() == null ? "" : said.content();
        String refusal = said == null || said.refusal() == null ? "" : said.refusal();
        FinishReason reason = said == null ? null : said.finishReason();
        String text = content.isBlank() ? content : prefill + content;
        MalformedResultException failure;
        try {
            return reader.read(text);
        } catch (MalformedResultException e) {
            failure = e;
        }
        if (failure.failure() == ResultFailure.SCHEMA_MISMATCH) {
            throw failure;
        }
        T anew = prefill.isEmpty() || (reason != null && reason.isCut()) ? null : alone(content);
        if (anew != null) {
            return anew;
        }
        if (!refusal.isBlank()) {
            throw new MalformedResultException(ResultFailure.REFUSED, null, refusal, null);
        }
        if (reason != null && reason.isCut() && !reason.isFiltered()) {
            throw new MalformedResultException(ResultFailure.TRUNCATED, null, text, failure.position());
        }
        if (reason != null && reason.isFiltered()) {
            throw new MalformedResultException(ResultFailure.FILTERED, null, text, failure.position());
        }
        throw text.isBlank() ? new MalformedResultException(ResultFailure.EMPTY, null, text, null) : failure;
    }

    /** The value of a text that began anew, though it looked for a while as if it went on from the prefill; absent if it is none. */
    private @Nullable T alone(String content) {
        try {
            return reader.read(content);
        } catch (MalformedResultException e) {
            return null;
        }
    }

    private Outcome ended() {
        if (outcome == null) {
            throw new IllegalStateException("the stream hasn't ended: give all of its events to accept first");
        }
        return outcome;
    }
}
