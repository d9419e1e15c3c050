package io.astreaming.port;

/**
 * How much of a stream we take. A stream that goes beyond fails with an error that names the limit.
 *
 * <p>What is kept of a stream takes at most five bytes of heap for each character of {@code totalText}, and an event twelve for each
 * of {@code eventBytes} while it is read.
 *
 * @param eventBytes bytes of one event's payload and of any line of it. Each object that is made of a payload counts as 40 bytes, but
 *     16,384 are always taken: choices, calls, log probabilities, parts of content, members that aren't modelled
 * @param nestingDepth levels of objects and arrays in one payload
 * @param numberLength characters of one number
 * @param totalText characters of all that is kept of a stream. Text, reasoning, refusals and audio count once, arguments of calls
 *     twice, as they are kept twice. All else, such as names, ids, log probabilities and members beyond the model, counts as its
 *     characters and 48 more for each string, and for a call 288; of this the first 16,384 are free
 * @param choices choices of a stream
 * @param toolCalls tool calls of one choice
 * @param distinctExtras distinct members beyond the model that are kept of a stream
 * @param errorBodyBytes bytes of an error response that are read; the rest is left
 */
public record StreamLimits(
        int eventBytes,
        int nestingDepth,
        int numberLength,
        long totalText,
        int choices,
        int toolCalls,
        int distinctExtras,
        int errorBodyBytes) {
    /**
     * Safe for any provider we know: events of 16 MiB (images and audio come inline), 128 levels, numbers of 1,000
     * characters, 64 Mi characters of text, 1,024 choices, 1,024 tool calls, 1,024 distinct extras, 64 KiB of an error.
     */
    public static final StreamLimits DEFAULT =
            new StreamLimits(16 << 20, 128, 1_000, 64L << 20, 1_024, 1_024, 1_024, 64 << 10);

    /** Refuses limits below one. */
    public StreamLimits {
        positive(eventBytes, "eventBytes");
        positive(nestingDepth, "nestingDepth");
        positive(numberLength, "numberLength");
        positive(totalText, "totalText");
        positive(choices, "choices");
        positive(toolCalls, "toolCalls");
        positive(distinctExtras, "distinctExtras");
        positive(errorBodyBytes, "errorBodyBytes");
    }

    private static void positive(long value, String name) {
        if (value < 1) {
            throw new IllegalArgumentException(name + " must be at least 1, not " + value);
        }
    }
}
