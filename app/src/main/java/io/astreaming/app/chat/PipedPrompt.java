package io.astreaming.app.chat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** What the standard input says. Not thread-safe. */
final class PipedPrompt {
    /**
     * Whoever pipes something has begun by then; an input that nobody writes to and nobody closes must not hold us up.
     */
    private static final Duration FIRST_BYTE_TIMEOUT = Duration.ofSeconds(3);

    private static final int LONGEST = 16 << 20;

    private final InputStream in;

    PipedPrompt(InputStream in) {
        this.in = in;
    }

    /** All of it, however long that takes. */
    String all() throws IOException {
        return text(new byte[0]);
    }

    /**
     * All of it, if it begins soon.
     *
     * @return absent if nothing came, not even the end
     */
    @Nullable
    String soon() throws IOException, InterruptedException {
        FutureTask<byte[]> beginning = new FutureTask<>(() -> in.readNBytes(1));
        Thread reader = new Thread(beginning, "astreaming-input");
        reader.setDaemon(true);
        reader.start();
        try {
            byte[] first = beginning.get(FIRST_BYTE_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
            return first.length == 0 ? "" : text(first);
        } catch (TimeoutException e) {
            return null;
        } catch (ExecutionException e) {
            return ""; // closed from the start
        }
    }

    private String text(byte[] beginning) throws IOException {
        byte[] rest = in.readNBytes(LONGEST + 1 - beginning.length);
        if (beginning.length + rest.length > LONGEST) {
            throw new IOException("the prompt is longer than " + (LONGEST >> 20) + " MiB");
        }
        byte[] all = new byte[beginning.length + rest.length];
        System.arraycopy(beginning, 0, all, 0, beginning.length);
        System.arraycopy(rest, 0, all, beginning.length, rest.length);
        return new String(all, StandardCharsets.UTF_8).stripTrailing();
    }
}
