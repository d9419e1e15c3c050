package io.astreaming.json;

import io.astreaming.chunk.Choice;
import io.astreaming.chunk.CompletionChunk;
import io.astreaming.chunk.Delta;
import io.astreaming.chunk.Deviation;
import io.astreaming.chunk.Extras;
import io.astreaming.chunk.FinishedChoice;
import io.astreaming.chunk.JsonText;
import io.astreaming.chunk.OpenChoice;
import io.astreaming.chunk.UnrecognizedDelta;
import io.astreaming.port.Payload;
import jakarta.json.stream.JsonParser.Event;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A payload that was read, and the chunk that came of it, with holes: the values that change from chunk to chunk. A
 * payload that is the same around the holes is the same chunk with other values. Not thread-safe.
 *
 * <p>A value is a hole only if nothing else in the chunk was made of its bytes and no reader looks at what it says. That
 * holds for the strings that are pieces of the answer, for whole members of the delta that aren't modelled, for the id, and
 * for strings beside the choices that aren't modelled. Content that is a list of parts is a hole too, and read anew.
 */
final class Template {
    private static final int LONGEST = 4 << 10;
    /** The levels around a member of a delta: the chunk, its choices, the choice, the delta. */
    private static final int LEVELS = 4;

    private static final String CONTENT = "content";
    private static final Set<Deviation> OF_PARTS = Set.of(Deviation.CONTENT_NOT_A_STRING);

    private final byte[] bytes;
    private final CompletionChunk chunk;
    private final List<Delta> deltas;
    private final Hole[] holes;
    private final String[] found;
    private final StringScan string = new StringScan();
    private final List<Delta> parts = new ArrayList<>();

    private enum Kind {
        /** The string of a delta. */
        PIECE,
        /** A delta that is any JSON but null. */
        VALUE,
        ID,
        /** A string among the chunk's extras. */
        PADDING,
        /** Content as a list of parts, of which all deltas are made. */
        PARTS
    }

    /** The bytes of a value, of a string those within its quotes; and where it goes, to which delta or which member. */
    private record Hole(Kind kind, int from, int to, int delta, String member) {}

    private Template(byte[] bytes, CompletionChunk chunk, List<Delta> deltas, List<Hole> holes) {
        this.bytes = bytes;
        this.chunk = chunk;
        this.deltas = deltas;
        this.holes = holes.toArray(Hole[]::new);
        this.found = new String[holes.size()];
    }

    /**
     * The template that a payload makes; absent where it would be no use.
     *
     * @param before the chunk before: an id or a string beside the choices that is still the same is no hole
     */
    static @Nullable Template of(
            Payload payload, CompletionChunk chunk, @Nullable CompletionChunk before, Taken taken) {
        if (payload.length() > LONGEST || chunk.choices().size() != 1) {
            return null;
        }
        List<Hole> holes = new ArrayList<>();
        Choice choice = chunk.choices().get(0);
        List<Delta> deltas = choice.deltas();
        JsonText content = choice.deltaExtras().get(CONTENT);
        if (content != null && chunk.deviations().equals(OF_PARTS) && ContentParts.areAll(deltas)) {
            dig(holes, Kind.PARTS, content.text(), payload, taken, 0, CONTENT);
        } else if (!chunk.deviations().isEmpty()) {
            return null;
        } else {
            for (int i = 0; i < deltas.size(); i++) {
                if (deltas.get(i) instanceof UnrecognizedDelta value) {
                    dig(holes, Kind.VALUE, value.value().text(), payload, taken, i, "");
                } else {
                    dig(holes, Kind.PIECE, DeltaText.of(deltas.get(i)), payload, taken, i, "");
                }
            }
        }
        if (holes.isEmpty()) {
            return null;
        }
        if (before != null) {
            if (!Objects.equals(chunk.id(), before.id())) {
                dig(holes, Kind.ID, chunk.id(), payload, taken, 0, "");
            }
            chunk.extras().members().forEach((name, value) -> {
                JsonText last = before.extras().get(name);
                if (last != null && !last.equals(value) && ChunkReader.isPadding(name, value)) {
                    dig(holes, Kind.PADDING, value.text(), payload, taken, 0, name);
                }
            });
        }
        holes.sort(Comparator.comparingInt(Hole::from));
        byte[] bytes = Arrays.copyOfRange(payload.array(), payload.offset(), payload.offset() + payload.length());
        return new Template(bytes, chunk, deltas, holes);
    }

    private static void dig(
            List<Hole> holes,
            Kind kind,
            @Nullable String text,
            Payload payload,
            Taken taken,
            int delta,
            String member) {
        int index = text == null ? -1 : kind == Kind.PARTS ? taken.outermost(text) : taken.only(text);
        if (index >= 0) {
            int quote = kind == Kind.VALUE || kind == Kind.PARTS ? 0 : 1;
            int from = taken.from(index) - payload.offset() + quote;
            int to = taken.to(index) - payload.offset() - quote;
            holes.add(new Hole(kind, from, to, delta, member));
        }
    }

    /**
     * The chunk that a payload is; absent if it isn't certainly one like this.
     *
     * @param tokens to read values with
     */
    @Nullable
    CompletionChunk read(Payload payload, ByteReader tokens) {
        byte[] array = payload.array();
        int at = payload.offset();
        int end = at + payload.length();
        int same = 0;
        for (int i = 0; i < holes.length; i++) {
            Hole hole = holes[i];
            int length = hole.from - same;
            if (end - at < length || !Arrays.equals(bytes, same, hole.from, array, at, at + length)) {
                return null;
            }
            at = read(i, array, at + length, end, tokens);
            if (at < 0) {
                return null;
            }
            same = hole.to;
        }
        return Arrays.equals(bytes, same, bytes.length, array, at, end) ? filled() : null;
    }

    /** Reads what is in a hole; gives the place behind it, -1 if it isn't certainly something that fits. */
    private int read(int index, byte[] array, int from, int end, ByteReader tokens) {
        Kind kind = holes[index].kind;
        if (kind == Kind.VALUE) {
            tokens.begin(array, from, end, LEVELS);
            boolean something = tokens.next() != Event.VALUE_NULL;
            found[index] = tokens.value().text();
            return something ? tokens.end : -1;
        }
        if (kind == Kind.PARTS) {
            tokens.begin(array, from, end, LEVELS);
            if (tokens.next() != Event.START_ARRAY) {
                return -1;
            }
            parts.clear();
            ContentParts.read(tokens, parts);
            found[index] = tokens.since(from).text();
            return tokens.end;
        }
        int closing = string.scan(array, from, end);
        if (closing < 0 || (kind == Kind.ID && closing == from)) {
            return -1;
        }
        found[index] = kind == Kind.PADDING ? string.verbatim(array) : string.text(array);
        return closing;
    }

    private CompletionChunk filled() {
        String id = chunk.id();
        List<Delta> filled = deltas;
        Extras extras = chunk.extras();
        Choice choice = chunk.choices().get(0);
        Extras deltaExtras = choice.deltaExtras();
        for (int i = 0; i < holes.length; i++) {
            Hole hole = holes[i];
            switch (hole.kind) {
                case PIECE, VALUE -> filled = with(filled, hole.delta, found[i]);
                case ID -> id = found[i];
                case PARTS -> {
                    filled = List.copyOf(parts);
                    deltaExtras = deltaExtras.with(hole.member, new JsonText(found[i]));
                }
                case PADDING -> extras = extras.with(hole.member, new JsonText(found[i]));
            }
        }
        return new CompletionChunk(
                id,
                chunk.object(),
                chunk.created(),
                chunk.model(),
                List.of(with(choice, filled, deltaExtras)),
                chunk.usage(),
                chunk.deviations(),
                extras);
    }

    private static List<Delta> with(List<Delta> deltas, int index, String text) {
        Delta changed = DeltaText.with(deltas.get(index), text);
        if (deltas.size() == 1) {
            return List.of(changed);
        }
        Delta[] all = deltas.toArray(Delta[]::new);
        all[index] = changed;
        return List.of(all);
    }

    private static Choice with(Choice choice, List<Delta> deltas, Extras deltaExtras) {
        return choice instanceof FinishedChoice finished
                ? new FinishedChoice(
                        finished.index(),
                        deltas,
                        finished.finishReason(),
                        finished.logprobs(),
                        finished.extras(),
                        deltaExtras)
                : new OpenChoice(choice.index(), deltas, choice.logprobs(), choice.extras(), deltaExtras);
    }
}
