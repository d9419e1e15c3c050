package io.astreaming.engine;

import io.astreaming.completion.Completed;
import io.astreaming.completion.Truncated;
import io.astreaming.error.ChatException;
import io.astreaming.error.ConnectionException;
import io.astreaming.error.DeviationException;
import io.astreaming.error.MalformedStreamException;
import io.astreaming.error.ProviderFailedException;
import io.astreaming.error.TruncatedException;
import io.astreaming.interpret.ChunkInterpreter;
import io.astreaming.jsontext.JsonText;
import io.astreaming.value.Deviation;
import io.astreaming.value.ErrorDetail;
import org.jspecify.annotations.Nullable;

/**
 * The state of a stream when its input ends, and the rules that decide how the stream ends.
 *
 * @param interpreter the interpreter of the chunks
 * @param chunks how many chunks belonged to an answer
 * @param done whether {@code [DONE]} arrived
 * @param framed whether the answer arrived as events that are followed by a mark of the end, and not as one JSON object
 *     or in a protocol without such a mark
 * @param plainText plain text that arrived after the last chunk, without secrets; empty if there was none
 * @param usageExpected whether the request asked for usage
 * @param cause why the connection was lost; null if it wasn't
 */
record EndOfInput(
        ChunkInterpreter interpreter,
        long chunks,
        boolean done,
        boolean framed,
        String plainText,
        boolean usageExpected,
        @Nullable ConnectionException cause) {
    private static final String NO_ANSWER = "the stream ended without a single chunk of an answer;"
            + " check the endpoint, and whether a proxy stands between";
    private static final String CUT = "the stream ended before the answer was whole:"
            + " neither every choice finished nor [DONE] came; ask again, or keep what there is";
    private static final String TEXT_INSTEAD =
            "the stream ended with words in place of the rest of the answer; ask again, or keep what there is";
    private static final int LONGEST_QUOTE = 300;
    private static final ErrorDetail FINISHED_WITH_ERROR =
            new ErrorDetail("a choice finished with an error", null, null, null, JsonText.NULL);

    /** Decides how the stream ends, and counts the deviations of one that is complete. */
    Ending decide() {
        if (interpreter.hasFailed()) {
            return Ending.failed(new ProviderFailedException(FINISHED_WITH_ERROR, null));
        } else if (chunks == 0 || (done && !interpreter.hasStarted())) {
            return Ending.failed(cause != null ? cause : noAnswer());
        } else if (isComplete()) {
            return completed();
        }
        return truncated();
    }

    /**
     * A call that continues after its choice had finished may be truncated; after plain text, {@code [DONE]} alone
     * doesn't prove that the answer is complete.
     */
    private boolean isComplete() {
        return interpreter.hasFinished() ? done || !interpreter.isOpenAgain() : done && isOneWord();
    }

    private boolean isOneWord() {
        return plainText.indexOf(' ') < 0;
    }

    private Ending completed() {
        try {
            if (!done && framed) {
                interpreter.deviation(Deviation.DONE_MISSING);
            } else if (done && !interpreter.hasFinished()) {
                interpreter.deviation(Deviation.DONE_WITHOUT_FINISH);
            }
            if (cause != null) {
                interpreter.deviation(Deviation.CONNECTION_LOST_AFTER_FINISH);
            }
            if (usageExpected && !interpreter.hasUsage()) {
                interpreter.deviation(Deviation.USAGE_MISSING);
            }
        } catch (DeviationException e) {
            return Ending.failed(e);
        }
        return new Ending(true, Completed::new);
    }

    private Ending truncated() {
        String why = (done ? TEXT_INSTEAD : CUT) + " (after " + chunks + " chunks)" + quote();
        TruncatedException error = new TruncatedException(why, cause);
        return new Ending(false, completion -> new Truncated(completion, error));
    }

    /** If plain text arrived instead of an answer, it is the provider's error message. */
    private ChatException noAnswer() {
        return plainText.isEmpty()
                ? new MalformedStreamException(NO_ANSWER, null, null)
                : new ProviderFailedException(
                        new ErrorDetail(plainText, null, null, null, JsonText.ofString(plainText)), null);
    }

    private String quote() {
        return plainText.isEmpty()
                ? ""
                : "; the last words were: " + plainText.substring(0, Math.min(plainText.length(), LONGEST_QUOTE));
    }
}
