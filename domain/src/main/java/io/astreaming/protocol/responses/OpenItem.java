package io.astreaming.protocol.responses;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a translator remembers of one item. Not thread-safe. */
final class OpenItem {
    /** A longer id isn't remembered; the item is then found by its index. */
    private static final int LONGEST_ID = 256;

    final int position;
    final String type;
    /** The call's number among those of the answer; -1 if the item is no call. */
    final int call;

    @Nullable
    String id;

    @Nullable
    String callId;

    boolean named;
    /** Whether the item was opened by a piece, and its begin may still follow. */
    boolean silent;
    /** Whether reasoning itself was told, which counts rather than its summary. */
    boolean reasoned;
    /** Whether a summary of reasoning was told. */
    boolean summarized;

    boolean done;
    /** Whether the item was found in the output of the terminal event. */
    boolean matched;

    private final List<OpenPart> parts = new ArrayList<>(1);

    OpenItem(int position, String type, @Nullable String id, int call) {
        this.position = position;
        this.type = type;
        this.id = bounded(id);
        this.call = call;
    }

    static @Nullable String bounded(@Nullable String id) {
        return id == null || id.isEmpty() || id.length() > LONGEST_ID ? null : id;
    }

    boolean isCall() {
        return call >= 0;
    }

    /** Returns whether another id was sent than the item has. */
    boolean hasOtherId(@Nullable String sent) {
        return sent != null && id != null && !sent.equals(id);
    }

    /** Returns a part; null if it hasn't begun. */
    @Nullable
    OpenPart part(PartKind kind, int number) {
        for (int i = parts.size() - 1; i >= 0; i--) {
            OpenPart part = parts.get(i);
            if (part.kind == kind && part.number == number) {
                return part;
            }
        }
        return null;
    }

    OpenPart begin(PartKind kind, int number) {
        OpenPart part = new OpenPart(kind, number);
        parts.add(part);
        return part;
    }

    List<OpenPart> parts() {
        return parts;
    }
}
