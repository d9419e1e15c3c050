package io.astreaming.test;

import io.astreaming.jsontext.JsonWriter;
import io.astreaming.replay.Frame;
import io.astreaming.replay.Recording;
import io.astreaming.replay.Reply;
import java.time.Duration;

/**
 * The replies with which providers fail, for {@link ReplayExtension#next(Reply, Reply...)}. Where a method counts chunks, it
 * counts the {@linkplain Recording#frames() frames} of the recording: comments are such, too. {@link Reply} has faults
 * at any other place, and more of them.
 */
public final class Faults {
    private static final int FIRST_BYTE_OF_SEVERAL = 0xc0;

    private Faults() {}

    /**
     * Closes the connection without ending the body.
     *
     * @param recording the answer
     * @param chunks how many chunks of it are sent
     * @return a reply after which a stream is truncated
     */
    public static Reply cutAfterChunk(Recording recording, int chunks) {
        return Reply.of(recording).afterFrame(chunks).cut();
    }

    /**
     * Ends the body as if it were whole.
     *
     * @param recording the answer
     * @param chunks how many chunks of it are sent
     * @return a reply after which a stream is truncated, unless the chunks have the finish reasons
     */
    public static Reply endAfterChunk(Recording recording, int chunks) {
        return Reply.of(recording).afterFrame(chunks).end();
    }

    /**
     * Sends nothing more, and keeps the connection open until the client closes it.
     *
     * @param recording the answer
     * @param chunks how many chunks of it are sent; 0 for the head of the response alone
     * @return a reply at which a stream times out, if its timeouts are short enough for a test
     */
    public static Reply stallAfterChunk(Recording recording, int chunks) {
        return Reply.of(recording).afterFrame(chunks).stall();
    }

    /**
     * Reports an error in the stream, and ends it.
     *
     * @param recording the answer
     * @param chunks how many chunks of it are sent before the error
     * @param message what the provider says
     * @return a reply after which a stream has failed
     */
    public static Reply errorAfterChunk(Recording recording, int chunks, String message) {
        Frame error = Recording.builder().error(message, null).build().frames().get(0);
        return Reply.of(recording)
                .afterFrame(chunks)
                .send(error.bytes())
                .afterFrame(chunks)
                .end();
    }

    /**
     * Rejects the request with status 429.
     *
     * @param retryAfter how long the client is asked to wait, sent as {@code Retry-After} in seconds, rounded up, and
     *     as {@code Retry-After-Ms}
     * @return a reply after which a stream is sent again, if its retry policy allows it
     */
    public static Reply rateLimited(Duration retryAfter) {
        long millis = retryAfter.toMillis();
        return rejected(429, "Rate limit reached")
                .header("Retry-After", String.valueOf((millis + 999) / 1_000))
                .header("Retry-After-Ms", String.valueOf(millis));
    }

    /**
     * Rejects the request, with an error in the form that OpenAI uses.
     *
     * @param status such as 401, 400 or 503
     * @param message what the provider says
     * @return a reply after which a stream has failed, or is sent again
     */
    public static Reply rejected(int status, String message) {
        JsonWriter json = new JsonWriter()
                .beginObject()
                .name("error")
                .beginObject()
                .name("message")
                .string(message)
                .name("type")
                .string(status < 500 ? "invalid_request_error" : "server_error")
                .name("param")
                .string(null)
                .name("code")
                .string(null)
                .endObject()
                .endObject();
        return Reply.status(status, json.text().text());
    }

    /** {@return a page with status 200 instead of a stream, as a proxy sends it that asks people to log in} */
    public static Reply webPage() {
        return Reply.status(200, "<!DOCTYPE html><html><head><title>Please log in</title></head><body></body></html>")
                .header("Content-Type", "text/html; charset=utf-8");
    }

    /**
     * Sends an answer under a wrong content type.
     *
     * @param recording the answer
     * @param contentType such as {@code text/plain}
     * @return a reply that is read nevertheless, if it is an event stream
     */
    public static Reply wrongContentType(Recording recording, String contentType) {
        return Reply.of(recording).header("Content-Type", contentType);
    }

    /**
     * Sends the body byte by byte, so that characters of several bytes are split.
     *
     * @param recording the answer
     * @return a reply that is read like any other
     */
    public static Reply byteByByte(Recording recording) {
        return Reply.of(recording).afterFrame(0).drip(1, Duration.ofNanos(1));
    }

    /**
     * Closes the connection within the first character that has several bytes.
     *
     * @param recording the answer
     * @return a reply after which a stream is truncated
     * @throws IllegalArgumentException if the recording has only ASCII characters
     */
    public static Reply cutWithinCharacter(Recording recording) {
        return Reply.of(recording).afterByte(withinCharacter(recording)).cut();
    }

    /** {@return no response: the request is read, and the connection closed} */
    public static Reply noResponse() {
        return Reply.nothing();
    }

    /** Returns how many bytes of a recording end with the first byte of a character that has several. */
    static int withinCharacter(Recording recording) {
        int before = 0;
        for (Frame frame : recording.frames()) {
            byte[] bytes = frame.bytes();
            for (int i = 0; i < bytes.length; i++) {
                if ((bytes[i] & 0xff) >= FIRST_BYTE_OF_SEVERAL) {
                    return before + i + 1;
                }
            }
            before += bytes.length;
        }
        throw new IllegalArgumentException("each character of \"" + recording.name() + "\" is one byte");
    }
}
