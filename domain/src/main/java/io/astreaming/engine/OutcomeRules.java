package io.astreaming.engine;

import io.astreaming.completion.Cancelled;
import io.astreaming.completion.ChatCompletion;
import io.astreaming.completion.Completed;
import io.astreaming.completion.Failed;
import io.astreaming.completion.Outcome;
import io.astreaming.completion.TimedOut;
import io.astreaming.completion.Truncated;
import io.astreaming.error.CancelledException;
import io.astreaming.error.ChatException;
import io.astreaming.error.ConnectionException;
import io.astreaming.error.DeviationException;
import io.astreaming.error.MalformedStreamException;
import io.astreaming.error.ProviderFailedException;
import io.astreaming.error.StreamTimeoutException;
import io.astreaming.error.TruncatedException;
import io.astreaming.interpret.ChunkInterpreter;
import io.astreaming.jsontext.JsonText;
import io.astreaming.value.Deviation;
import io.astreaming.value.ErrorDetail;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * How a stream ends, and the rules that decide this when its input ends.
 *
 * @param whole whether the answer is whole
 * @param outcome creates the outcome from everything that arrived
 */
record OutcomeRules(boolean whole, Function<ChatCompletion, Outcome> outcome) {
    private static final String NO_ANSWER = "the stream ended without a single chunk of an answer;"
            + " check the endpoint, and whether a proxy stands between";
    private static final String CUT = "the stream ended before the answer was whole:"
            + " neither every choice finished nor [DONE] came; ask again, or keep what there is";
    private static final String WORDS_INSTEAD =
            "the stream ended with words in place of the rest of the answer; ask again, or keep what there is";
    private static final int LONGEST_QUOTE = 300;
    private static final ErrorDetail FINISHED_WITH_ERROR =
            new ErrorDetail("a choice finished with an error", null, null, null, JsonText.NULL);

    static OutcomeRules failed(ChatException error) {
        return new OutcomeRules(false, completion -> new Failed(completion, error));
    }

    static OutcomeRules timedOut(StreamTimeoutException error) {
        return new OutcomeRules(false, completion -> new TimedOut(completion, error));
    }

    static OutcomeRules cancelled() {
        return new OutcomeRules(false, completion -> new Cancelled(completion, new CancelledException()));
    }

    /**
     * The state of a stream when its input ends.
     *
     * @param interpreter the interpreter of the chunks
     * @param chunks how many chunks belonged to an answer
     * @param done whether {@code [DONE]} arrived
     * @param framed whether the answer arrived as events, and not as one JSON object
     * @param lastWords words that arrived after the last chunk, without secrets; empty if there were none
     * @param usageExpected whether the request asked for usage
     * @param cause why the connection was lost; null if it wasn't
     */
    record Input(
            ChunkInterpreter interpreter,
            long chunks,
            boolean done,
            boolean framed,
            String lastWords,
            boolean usageExpected,
            @Nullable ConnectionException cause) {
        /** Decides how the stream ends, and counts the deviations of one that is whole. */
        OutcomeRules decide() {
            if (interpreter.hasFailed()) {
                return failed(new ProviderFailedException(FINISHED_WITH_ERROR, null));
            } else if (chunks == 0 || (done && !interpreter.hasStarted())) {
                return failed(cause != null ? cause : noAnswer());
            } else if (isWhole()) {
                return completed();
            }
            return truncated();
        }

        /**
         * A call that continues after its choice had finished may be truncated; after words, {@code [DONE]} alone
         * doesn't prove that the answer is whole.
         */
        private boolean isWhole() {
            return interpreter.hasFinished() ? done || !interpreter.isOpenAgain() : done && isOneWord();
        }

        private boolean isOneWord() {
            return lastWords.indexOf(' ') < 0;
        }

        private OutcomeRules completed() {
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
                return failed(e);
            }
            return new OutcomeRules(true, Completed::new);
        }

        private OutcomeRules truncated() {
            String why = (done ? WORDS_INSTEAD : CUT) + " (after " + chunks + " chunks)" + quote();
            TruncatedException error = new TruncatedException(why, cause);
            return new OutcomeRules(false, completion -> new Truncated(completion, error));
        }

        /** If words arrived instead of an answer, they are the provider's error message. */
        private ChatException noAnswer() {
            return lastWords.isEmpty()
                    ? new MalformedStreamException(NO_ANSWER, null, null)
                    : new ProviderFailedException(
                            new ErrorDetail(lastWords, null, null, null, JsonText.ofString(lastWords)), null);
        }

        private String quote() {
            return lastWords.isEmpty()
                    ? ""
                    : "; the last words were: " + lastWords.substring(0, Math.min(lastWords.length(), LONGEST_QUOTE));
        }
    }
}
