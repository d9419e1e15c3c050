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
 * A value that changes from chunk to chunk: its place in a {@link ChunkTemplate}, and what was read there last. Not
 * thread-safe.
 */
final class TemplateSlot implements Comparable<TemplateSlot> {
    final SlotKind kind;
    /** Where the value begins in the template's bytes; a string begins after its quote. */
    final int from;
    /** Where the value ends in the template's bytes; a string ends before its quote. */
    final int to;
    /** Whether the value itself shows where it ends, so that equal bytes are an equal value. */
    final boolean selfDelimiting;
    /** The position of the delta that the value belongs to. */
    final int delta;
    /** The name of the member, for kinds that don't determine it; else empty. */
    final String member;

    /** Whether the current payload has the template's own value here. */
    boolean unchanged;

    private final List<Delta> parts;
    private String text = "";
    private @Nullable Long number;
    private @Nullable Logprobs logprobs;
    private Usage usage = UsageNotReported.INSTANCE;

    TemplateSlot(SlotKind kind, int from, int to, boolean selfDelimiting, int delta, String member) {
        this.kind = kind;
        this.from = from;
        this.to = to;
        this.selfDelimiting = selfDelimiting;
        this.delta = delta;
        this.member = member;
        this.parts = kind == SlotKind.PARTS || kind == SlotKind.MESSAGE ? new ArrayList<>() : List.of();
    }

    /** Reads the value of a payload; returns the index after it, or -1 if it isn't certainly a value of this kind. */
    int read(byte[] array, int at, int end, Workspace workspace) {
        if (kind.isString) {
            return readString(array, at, end, workspace.tokens.strings());
        }
        return switch (kind) {
            case CREATED -> readDigits(array, at, end, workspace.limits.numberLength());
            case PADDING -> skipBlanks(array, at, end);
            default -> readValue(array, at, end, workspace.tokens, workspace.chunks);
        };
    }

    private static int skipBlanks(byte[] array, int from, int end) {
        int at = from;
        while (at < end && isBlank(array[at])) {
            at++;
        }
        return at;
    }

    static boolean isBlank(byte b) {
        return b == ' ' || b == '\n' || b == '\r' || b == '\t';
    }

    private int readString(byte[] array, int at, int end, StringScanner strings) {
        int closing = strings.scan(array, at, end);
        if (closing < 0 || (kind == SlotKind.ID && closing == at)) {
            return -1;
        }
        if (kind != SlotKind.OBFUSCATION) {
            text = kind == SlotKind.CHUNK_EXTRA ? strings.verbatim(array) : strings.text(array);
        }
        return closing;
    }

    /** Reads a whole number. Whatever follows it is compared with the template. */
    private int readDigits(byte[] array, int from, int end, int longest) {
        long value = 0;
        int at = from;
        while (at < end && array[at] >= '0' && array[at] <= '9') {
            value = 10 * value + (array[at++] - '0');
        }
        int length = at - from;
        if (length == 0 || length > Math.min(longest, WholeNumber.SAFE_LENGTH) || (length > 1 && array[from] == '0')) {
            return -1;
        }
        if (number == null || number != value) {
            number = value;
        }
        return at;
    }

    private int readValue(byte[] array, int at, int end, ByteTokens tokens, ChunkReader chunks) {
        tokens.begin(array, at, end, kind.depth);
        try {
            return accepts(tokens, tokens.next(), chunks) && tokens.deviations().isEmpty() ? tokens.end : -1;
        } finally {
            tokens.close();
        }
    }

    private boolean accepts(ByteTokens tokens, Event event, ChunkReader chunks) {
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
                return kind == SlotKind.CHOICE_EXTRA ? !UsageFinder.mayContain(json()) : event != Event.VALUE_NULL;
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

    /** Reads a message. One with unknown members is left to the reference reading: they may be errors or usage. */
    private boolean readMessage(ByteTokens tokens, ChoiceReader choices) {
        int mark = tokens.mark();
        JsonText message = tokens.value();
        text = message.text();
        parts.clear();
        parts.addAll(choices.readMessage(tokens, message, mark));
        return parts.stream().noneMatch(UnrecognizedDelta.class::isInstance);
    }

    /** Orders slots by their places. */
    @Override
    public int compareTo(TemplateSlot other) {
        return Integer.compare(from, other.from);
    }

    /** Returns the string, or the value as sent. */
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
