package io.astreaming.json.fast;

import io.astreaming.chunk.Delta;
import io.astreaming.chunk.UnrecognizedDelta;
import io.astreaming.json.chunk.ChoiceReader;
import io.astreaming.json.chunk.ChunkReader;
import io.astreaming.json.chunk.ContentParts;
import io.astreaming.json.chunk.LogprobsReader;
import io.astreaming.json.chunk.UsageFinder;
import io.astreaming.json.token.ByteTokens;
import io.astreaming.json.token.StringScanner;
import io.astreaming.json.token.WholeNumber;
import io.astreaming.jsontext.JsonText;
import io.astreaming.value.Logprobs;
import io.astreaming.value.TokenUsage;
import io.astreaming.value.Usage;
import io.astreaming.value.UsageNotReported;
import jakarta.json.stream.JsonParser.Event;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A value that changes from chunk to chunk: where it stands in a {@link ChunkTemplate}, and what was read there last.
 * Not thread-safe.
 */
final class TemplateSlot implements Comparable<TemplateSlot> {
    private static final int IN_CHUNK = 1;
    /** The chunk, its choices, the choice. */
    private static final int IN_CHOICE = 3;

    private static final int IN_DELTA = 4;

    final Kind kind;
    /** The bytes of the value, of a string those within its quotes. */
    final int from;

    final int to;
    /** Whether one sees by the value itself where it ends, so that the same bytes are the same value. */
    final boolean closes;
    /** Which delta it belongs to. */
    final int delta;
    /** Which member it is, where kind and delta don't say it. */
    final String member;

    /** Whether the payload has the same here as the one that the template is made of. */
    boolean unchanged;

    private final List<Delta> parts;
    private String text = "";
    private @Nullable Long number;
    private @Nullable Logprobs logprobs;
    private Usage usage = UsageNotReported.INSTANCE;

    /** What a value may be. */
    enum Kind {
        /** The string of a delta. */
        PIECE(IN_DELTA, true),
        /** A delta that is any JSON but null. */
        VALUE(IN_DELTA, false),
        ID(IN_CHUNK, true),
        /** A whole number, written in digits alone. */
        CREATED(IN_CHUNK, false),
        /** A string among the chunk's extras. */
        PADDING(IN_CHUNK, true),
        /** Any JSON among the choice's extras. */
        MEMBER(IN_CHOICE, false),
        /** What sums a choice up beside its delta. */
        MESSAGE(IN_CHOICE, false),
        /** Content as a list of parts, of which all deltas are made. */
        PARTS(IN_DELTA, false),
        LOGPROBS(IN_CHOICE, false),
        USAGE(IN_CHUNK, false);

        /** How many levels there are around it. */
        private final int levels;
        /** Whether it is a string, of which only what is within the quotes changes. */
        final boolean isString;

        Kind(int levels, boolean isString) {
            this.levels = levels;
            this.isString = isString;
        }
    }

    TemplateSlot(Kind kind, int from, int to, boolean closes, int delta, String member) {
        this.kind = kind;
        this.from = from;
        this.to = to;
        this.closes = closes;
        this.delta = delta;
        this.member = member;
        this.parts = kind == Kind.PARTS || kind == Kind.MESSAGE ? new ArrayList<>() : List.of();
    }

    /** Reads what a payload has here; gives the place behind it, -1 if it isn't certainly something that fits. */
    int read(byte[] array, int at, int end, Workspace workspace) {
        if (kind == Kind.CREATED) {
            return readDigits(array, at, end, workspace.limits.numberLength());
        }
        return kind.isString
                ? readString(array, at, end, workspace.tokens.strings())
                : readValue(array, at, end, workspace.tokens, workspace.chunks);
    }

    private int readString(byte[] array, int at, int end, StringScanner strings) {
        int closing = strings.scan(array, at, end);
        if (closing < 0 || (kind == Kind.ID && closing == at)) {
            return -1;
        }
        text = kind == Kind.PADDING ? strings.verbatim(array) : strings.text(array);
        return closing;
    }

    /** What may follow a whole number, the template says. */
    private int readDigits(byte[] array, int from, int end, int longest) {
        long value = 0;
        int at = from;
        while (at < end && array[at] >= '0' && array[at] <= '9') {
            value = 10 * value + (array[at++] - '0');
        }
        int length = at - from;
        if (length == 0 || length > Math.min(longest, WholeNumber.MOST_DIGITS) || (length > 1 && array[from] == '0')) {
            return -1;
        }
        if (number == null || number != value) {
            number = value;
        }
        return at;
    }

    private int readValue(byte[] array, int at, int end, ByteTokens tokens, ChunkReader chunks) {
        tokens.begin(array, at, end, kind.levels);
        try {
            return fits(tokens, tokens.next(), chunks) && tokens.deviations().isEmpty() ? tokens.end : -1;
        } finally {
            tokens.close();
        }
    }

    private boolean fits(ByteTokens tokens, Event event, ChunkReader chunks) {
        switch (kind) {
            case USAGE -> {
                usage = event == Event.START_OBJECT ? chunks.usageReader().read(tokens) : UsageNotReported.INSTANCE;
                return usage instanceof TokenUsage;
            }
            case LOGPROBS -> {
                logprobs = event == Event.START_OBJECT ? LogprobsReader.read(tokens) : null;
                return logprobs != null;
            }
            case MESSAGE -> {
                return event == Event.START_OBJECT && readMessage(tokens, chunks.choiceReader());
            }
            case PARTS -> {
                return event == Event.START_ARRAY && readParts(tokens);
            }
            default -> {
                text = tokens.value().text();
                return kind == Kind.MEMBER ? !UsageFinder.mayHold(json()) : event != Event.VALUE_NULL;
            }
        }
    }

    private boolean readParts(ByteTokens tokens) {
        int mark = tokens.mark();
        parts.clear();
        ContentParts.read(tokens, parts);
        text = tokens.since(mark).text();
        return true;
    }

    /** A member beyond the model may be an error or usage: whether it is, the reference reading finds out. */
    private boolean readMessage(ByteTokens tokens, ChoiceReader choices) {
        int mark = tokens.mark();
        JsonText message = tokens.value();
        text = message.text();
        parts.clear();
        parts.addAll(choices.readMessage(tokens, message, mark));
        return parts.stream().noneMatch(UnrecognizedDelta.class::isInstance);
    }

    /** In the order of their places. */
    @Override
    public int compareTo(TemplateSlot other) {
        return Integer.compare(from, other.from);
    }

    /** The string, or the value as sent. */
    String text() {
        return text;
    }

    JsonText json() {
        return new JsonText(text);
    }

    @Nullable
    Long number() {
        return number;
    }

    List<Delta> parts() {
        return List.copyOf(parts);
    }

    @Nullable
    Logprobs logprobs() {
        return logprobs;
    }

    Usage usage() {
        return usage;
    }
}
