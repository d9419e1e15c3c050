package io.astreaming.replay.net;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Sends an answer that may come later, and whose body may arrive piece by piece. No thread waits for it: pieces are asked
 * for as the client takes them, at most {@value #MAX_PIECES} at a time, and fewer if they are great: for a client that has
 * stopped reading about {@value #WAITING_BYTES} bytes wait, or one piece.
 * Confined to the event loop's thread, except the methods of a subscriber.
 */
public final class LiveResponse implements Response, Flow.Subscriber<ByteBuffer> {
    private static final int MAX_PIECES = 8;
    private static final int WAITING_BYTES = 32 * 1024;

    /** The most that the framing of one piece takes: its size in hexadecimal digits and two line ends. */
    private static final int FRAMING_BYTES = 12;

    private static final byte[] LINE_END = ascii("\r\n");
    private static final byte[] LAST_CHUNK = ascii("0\r\n\r\n");
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private final ResponseForm form;
    private final Wire wire;

    /** What has arrived and isn't written; filled by the publisher's threads. */
    private final Queue<ByteBuffer> arrived = new ConcurrentLinkedQueue<>();

    /** Whether the loop is going to look at what has arrived. */
    private final AtomicBoolean awake = new AtomicBoolean();

    /** How the body ended; null while it goes on. Set after the last piece. */
    private volatile @Nullable State ended;

    private @Nullable LiveAnswer answer;
    private Flow.@Nullable Subscription pieces;
    private ByteBuffer out = NOTHING;

    /** How many pieces are in {@link #out}. */
    private int written;

    /** How many pieces were asked for and aren't written. */
    private int open;

    /** The greatest piece so far, in bytes. */
    private int greatest;

    /** How many bytes of the body are in {@link #out}, or were before. */
    private long sent;

    private boolean sentEnd;
    private boolean stopped;

    private LiveResponse(ResponseForm form, Wire wire) {
        this.form = form;
        this.wire = wire;
    }

    /** Begins a response that is sent once the answer is there. */
    public static LiveResponse of(CompletionStage<LiveAnswer> answer, ResponseForm form, Wire wire) {
        LiveResponse response = new LiveResponse(form, wire);
        answer.whenComplete((known, error) -> wire.loop()
                .execute(() -> response.begin(known != null ? known : LiveAnswer.whole(500, Map.of(), new byte[0]))));
        return response;
    }

    private void begin(LiveAnswer known) {
        if (stopped) {
            return;
        }
        answer = known;
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        head.writeBytes(known.head(form).getBytes(StandardCharsets.ISO_8859_1));
        if (!form.bodiless()) {
            head.writeBytes(known.bytes());
            sent = known.bytes().length;
        }
        out = ByteBuffer.wrap(head.toByteArray());
        if (known.pieces() == null || form.bodiless()) {
            sentEnd = true;
        } else {
            known.pieces().subscribe(this);
        }
        wire.resumed().run();
    }

    @Override
    public State proceed() throws IOException {
        while (answer != null && !stopped) {
            if (!wire.channel().flush()
                    || (out.hasRemaining() && !wire.channel().write(out))) {
                return State.BLOCKED;
            }
            out = NOTHING;
            if (sentEnd) {
                return State.FINISHED;
            }
            open -= written;
            written = 0;
            ask();
            State end = ended; // is read before the pieces: none comes after it
            if (arrived.isEmpty()) {
                if (end == null) {
                    return State.WAITING;
                }
                if (end != State.FINISHED) {
                    return end;
                }
                sentEnd = true;
            }
            out = next();
        }
        return State.WAITING;
    }

    /** Asks for as many pieces as may wait; for one while it isn't known how great they are. */
    private void ask() {
        int wanted = greatest == 0 ? 1 : Math.max(1, Math.min(MAX_PIECES, WAITING_BYTES / greatest));
        int more = wanted - open;
        if (more > 0 && pieces != null) {
            open += more;
            pieces.request(more);
        }
    }

    /** Returns the pieces that have arrived, or the end if there are none. */
    private ByteBuffer next() {
        List<ByteBuffer> taken = new ArrayList<>();
        int size = LAST_CHUNK.length;
        for (ByteBuffer piece = arrived.poll(); piece != null; piece = arrived.poll()) {
            taken.add(piece);
            size += piece.remaining() + FRAMING_BYTES;
            greatest = Math.max(greatest, piece.remaining());
            sent += piece.remaining();
        }
        written = taken.size();
        ByteBuffer bytes = ByteBuffer.allocate(size);
        for (ByteBuffer piece : taken) {
            if (form.chunked()) {
                bytes.put(ascii(Integer.toHexString(piece.remaining()) + "\r\n"))
                        .put(piece)
                        .put(LINE_END);
            } else {
                bytes.put(piece);
            }
        }
        if (sentEnd && form.chunked()) {
            bytes.put(LAST_CHUNK);
        }
        return bytes.flip();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public void stop() {
        stopped = true;
        arrived.clear();
        if (pieces != null) {
            pieces.cancel();
        }
    }

    @Override
    public boolean isPersistent() {
        return answer != null && answer.isPersistent(form);
    }

    @Override
    public int status() {
        return answer == null ? 0 : answer.status();
    }

    @Override
    public long bytes() {
        return sent;
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
        wire.loop().execute(() -> {
            if (stopped || pieces != null) {
                subscription.cancel();
            } else {
                pieces = subscription;
                ask();
            }
        });
    }

    @Override
    public void onNext(ByteBuffer piece) {
        arrived.add(piece);
        wake();
    }

    /** The client has to notice that this isn't the end, so that it comes back. */
    @Override
    public void onError(Throwable error) {
        ended = form.chunked() ? State.CUT : State.RESET;
        wake();
    }

    @Override
    public void onComplete() {
        ended = State.FINISHED;
        wake();
    }

    private void wake() {
        if (awake.compareAndSet(false, true)) {
            wire.loop().execute(() -> {
                awake.set(false);
                wire.resumed().run();
            });
        }
    }
}
