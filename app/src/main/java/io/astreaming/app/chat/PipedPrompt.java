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

/** Reads a prompt from the standard input. Not thread-safe. */
final class PipedPrompt {
    /**
     * A program that pipes a prompt has begun to write by then; an input that is neither written nor closed must not
     * block the command.
     */
    private static final Duration FIRST_BYTE_TIMEOUT = Duration.ofSeconds(3);

    private static final int MAX_LENGTH = 16 << 20;

    private final InputStream in;

    PipedPrompt(InputStream in) {
        this.in = in;
    }

    /** Reads the whole input, however long it takes to arrive. */
    String all() throws IOException {
        return text(new byte[0]);
    }

    /**
     * Reads the whole input if it begins soon.
     *
     * @return the input; null if neither bytes nor the end arrived in time
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
        byte[] rest = in.readNBytes(MAX_LENGTH + 1 - beginning.length);
        if (beginning.length + rest.length > MAX_LENGTH) {
            throw new IOException("the prompt is longer than " + (MAX_LENGTH >> 20) + " MiB");
        }
        byte[] all = new byte[beginning.length + rest.length];
        System.arraycopy(beginning, 0, all, 0, beginning.length);
        System.arraycopy(rest, 0, all, beginning.length, rest.length);
        String text = new String(all, StandardCharsets.UTF_8);
        if (text.indexOf('\0') >= 0) {
            throw new IOException("the standard input isn't text, but some other file; an image goes with --image");
        }
        return text.stripTrailing();
    }
}
