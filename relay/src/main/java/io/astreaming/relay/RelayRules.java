package io.astreaming.relay;

/**
 * The rules without which readers would lose events or be told different ends. The simulation breaks each of them to show
 * that it notices.
 */
class RelayRules {
    static final RelayRules ALL = new RelayRules();

    /** Whether no reader is told an end that the log hasn't accepted: another node might have ended the stream before. */
    boolean endWaitsForSeal() {
        return true;
    }

    /** Whether a producer asks what the log has after a failed write: a log that was replaced may have lost events. */
    boolean failedWriteAsksFirst() {
        return true;
    }

    /** Whether a missing event ends the stream: a reader must not take what follows for the continuation. */
    boolean gapEndsTheStream() {
        return true;
    }

    /** Whether only the time in which the log was read counts as a producer's silence. */
    boolean silenceNeedsReads() {
        return true;
    }
}
