package io.astreaming.redis;

import io.astreaming.port.Payload;
import io.astreaming.relay.log.Seal;
import io.astreaming.relay.log.StoredEvent;
import io.astreaming.relay.log.StreamHead;
import io.astreaming.relay.log.StreamId;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/**
 * The values of a stream's entries in Redis: its head, batches of events, its seal. A batch and a seal begin with a byte that
 * says whether the rest is deflated, and whether it is encrypted. Thread-safe.
 */
final class Entries {
    private static final int RAW = 0;
    private static final int DEFLATED = 1;
    private static final int ENCRYPTED = 0x80;

    /** A batch is never larger, so an entry that inflates to more isn't one of ours. */
    private static final int MAX_INFLATED = 64 << 20;

    private final @Nullable EntryCipher cipher;

    Entries(@Nullable EntryCipher cipher) {
        this.cipher = cipher;
    }

    static byte[] ofHead(StreamHead head) {
        ByteWriter out = new ByteWriter();
        out.text(head.owner());
        out.text(head.nonce());
        out.text(head.node());
        out.text(head.digest());
        out.text(head.profile());
        return out.toBytes();
    }

    static StreamHead head(byte[] value) {
        ByteReader in = new ByteReader(value);
        return new StreamHead(in.text(), in.text(), in.text(), in.text(), in.text());
    }

    byte[] ofSeal(StreamId id, String entry, Seal seal) {
        ByteWriter out = new ByteWriter();
        out.text(seal.outcome());
        out.number(seal.last() + 1); // -1 stands for unknown
        out.text(seal.reason() == null ? "" : seal.reason());
        return encode(id, entry, RAW, out.toBytes());
    }

    Seal seal(StreamId id, String entry, byte[] value) {
        ByteReader in = new ByteReader(decode(id, entry, value));
        String outcome = in.text();
        long last = in.number() - 1;
        String reason = in.text();
        return new Seal(outcome, last, reason.isEmpty() ? null : reason);
    }

    byte[] ofEvents(StreamId id, String entry, List<StoredEvent> events) {
        ByteWriter out = new ByteWriter();
        out.number(events.get(0).number());
        for (StoredEvent event : events) {
            out.text(event.type().equals(Payload.MESSAGE) ? "" : event.type());
            out.bytes(event.data());
        }
        byte[] raw = out.toBytes();
        byte[] deflated = cipher == null || cipher.compressesFirst() ? deflate(raw) : raw;
        boolean smaller = deflated.length < raw.length;
        return encode(id, entry, smaller ? DEFLATED : RAW, smaller ? deflated : raw);
    }

    List<StoredEvent> events(StreamId id, String entry, byte[] value) {
        ByteReader in = new ByteReader(decode(id, entry, value));
        long number = in.number();
        List<StoredEvent> events = new ArrayList<>();
        while (!in.isAtEnd()) {
            String type = in.text();
            events.add(new StoredEvent(number++, type.isEmpty() ? Payload.MESSAGE : type, in.bytes()));
        }
        return events;
    }

    private byte[] encode(StreamId id, String entry, int coding, byte[] content) {
        if (cipher == null) {
            return withCoding(coding, content);
        }
        try {
            return withCoding(coding | ENCRYPTED, cipher.encrypt(content, context(id, entry)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("an entry of the log can't be encrypted");
        }
    }

    private byte[] decode(StreamId id, String entry, byte[] value) {
        boolean encrypted = value.length > 0 && (value[0] & ENCRYPTED) != 0;
        if (value.length == 0 || encrypted != (cipher != null)) {
            throw ByteReader.damaged();
        }
        byte[] content = Arrays.copyOfRange(value, 1, value.length);
        if (cipher != null) {
            try {
                content = cipher.decrypt(content, context(id, entry));
            } catch (GeneralSecurityException e) {
                throw ByteReader.damaged();
            }
        }
        return (value[0] & ~ENCRYPTED & 0xff) == DEFLATED ? inflate(content) : content;
    }

    private static byte[] context(StreamId id, String entry) {
        return (id.value() + "/" + entry).getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] withCoding(int coding, byte[] content) {
        byte[] value = new byte[content.length + 1];
        value[0] = (byte) coding;
        System.arraycopy(content, 0, value, 1, content.length);
        return value;
    }

    private static byte[] deflate(byte[] raw) {
        Deflater deflater = new Deflater(Deflater.BEST_SPEED, true);
        try {
            deflater.setInput(raw);
            deflater.finish();
            byte[] buffer = new byte[raw.length + 64];
            int length = deflater.deflate(buffer);
            return deflater.finished() ? Arrays.copyOf(buffer, length) : buffer; // longer than the input: not used
        } finally {
            deflater.end();
        }
    }

    private static byte[] inflate(byte[] deflated) {
        Inflater inflater = new Inflater(true);
        try {
            inflater.setInput(deflated);
            ByteArrayOutputStream out = new ByteArrayOutputStream(deflated.length * 4);
            byte[] buffer = new byte[8192];
            while (!inflater.finished()) {
                int length = inflater.inflate(buffer);
                out.write(buffer, 0, length);
                if (out.size() > MAX_INFLATED
                        || (length == 0 && (inflater.needsInput() || inflater.needsDictionary()))) {
                    throw ByteReader.damaged();
                }
            }
            return out.toByteArray();
        } catch (DataFormatException e) {
            throw ByteReader.damaged();
        } finally {
            inflater.end();
        }
    }
}
