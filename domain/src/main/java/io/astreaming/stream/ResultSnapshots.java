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
 * Builds a value from the events of a stream: from a choice's text, or from a call's arguments. The caller can ask for
 * a snapshot of the value at any time; what hasn't arrived is missing from it, and what has arrived only grows. The
 * events may be pulled or pushed.
 *
 * <p>Accepting an event takes time linear in its text. A snapshot is created on demand and takes time linear in the
 * value so far; so calling {@link #current} after every event is quadratic in the text's length, while calling it once
 * per screen frame isn't.
 *
 * <p>Not thread-safe: a subscriber, which is called by one thread at a time, needs no lock.
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
     * Creates snapshots of the text of the first choice.
     *
     * @param reader reads the value
     * @return snapshots that have accepted no event yet
     * @param <T> the value's type
     */
    public static <T> ResultSnapshots<T> ofText(ResultReader<T> reader) {
        return ofText(reader, 0, "");
    }

    /**
     * Creates snapshots of the text of a choice that may continue a prefill. If prefill and text together can't be JSON
     * whatever follows, the model has started over, and its text is read alone; so it is at the end, if the two
     * together aren't JSON and the text alone is such a value.
     *
     * @param reader reads the value
     * @param choice the choice's index
     * @param prefill what the request's last message already says, such as <code>{</code>; empty if nothing
     * @return snapshots that have accepted no event yet
     * @param <T> the value's type
     */
    public static <T> ResultSnapshots<T> ofText(ResultReader<T> reader, int choice, String prefill) {
        return new ResultSnapshots<>(reader, choice, NO_CALL, prefill);
    }

    /**
     * Creates snapshots of the arguments of a call.
     *
     * @param reader reads the value
     * @param call the event with which the stream reported the call
     * @return snapshots that have accepted no event of the call yet
     * @param <T> the value's type
     */
    public static <T> ResultSnapshots<T> ofCall(ResultReader<T> reader, ToolCallStarted call) {
        return new ResultSnapshots<>(reader, call.choice(), call.call(), "");
    }

    /**
     * Accepts an event; events of other choices or calls change nothing.
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
     * Returns a snapshot of the value so far. Each snapshot is a beginning of the next: strings and lists only get
     * longer, missing parts may appear.
     *
     * @return the latest snapshot; null if there is none yet
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
     * Returns the JSON so far, whatever the value's type: everything in it grows.
     *
     * @return valid JSON, with everything closed that is still open; {@link JsonText#ABSENT} if nothing has arrived
     */
    public JsonText json() {
        return json.snapshot();
    }

    /**
     * Returns the whole value, or throws. The whole value is then also the last snapshot.
     *
     * @return the value
     * @throws MalformedResultException if the answer isn't such a value; the exception has the text
     * @throws ChatException if the stream didn't complete; its outcome has what arrived
     * @throws IllegalStateException if the stream, or the call whose arguments these are, hasn't ended
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
        CompletedChoice answer = ended().orThrow().choices().stream()
                .filter(each -> each.index() == choice)
                .findFirst()
                .orElse(null);
        String content = answer == null || answer.content() == null ? "" : answer.content();
        String refusal = answer == null || answer.refusal() == null ? "" : answer.refusal();
        FinishReason reason = answer == null ? null : answer.finishReason();
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
        T restarted = prefill.isEmpty() || (reason != null && reason.isCut()) ? null : withoutPrefill(content);
        if (restarted != null) {
            return restarted;
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

    /**
     * Returns the value of a text that started over, though at first it seemed to continue the prefill; null if it
     * isn't such a value.
     */
    private @Nullable T withoutPrefill(String content) {
        try {
            return reader.read(content);
        } catch (MalformedResultException e) {
            return null;
        }
    }

    private Outcome ended() {
        if (outcome == null) {
            throw new IllegalStateException("the stream hasn't ended: pass all of its events to accept first");
        }
        return outcome;
    }
}
