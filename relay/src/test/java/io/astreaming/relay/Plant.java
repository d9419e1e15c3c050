package io.astreaming.relay;

/** A fault that is put into the relay, its log or its clients on purpose, to see whether the simulation finds it. */
enum Plant {
    NONE,
    /** A reader that follows the log begins at what is new at that moment, not after what it has seen. */
    FOLLOW_FROM_NOW,
    /** The readers of the producing node are told the end before the log has it. */
    END_BEFORE_SEAL,
    /** After a failed write the producer goes on without asking what the log has. */
    NO_QUESTION_AFTER_FAILURE,
    /** Writes that were under way when the connection broke are done on the next connection. */
    REPLAYED_WRITES,
    /** A missing event isn't noticed. */
    GAP_SKIPPED,
    /** A client takes a keep-alive for an event. */
    ID_ON_KEEP_ALIVE,
    /** The time in which the log couldn't be read counts as the producer's silence. */
    SILENCE_WHILE_DOWN,
    /** A name is given to a second stream. */
    NAME_USED_AGAIN,
    /** The log accepts events after the seal. */
    SEAL_NOT_FINAL;

    RelayRules rules() {
        Plant plant = this;
        return new RelayRules() {
            @Override
            boolean endWaitsForSeal() {
                return plant != END_BEFORE_SEAL;
            }

            @Override
            boolean failedWriteAsksFirst() {
                return plant != NO_QUESTION_AFTER_FAILURE;
            }

            @Override
            boolean gapEndsTheStream() {
                return plant != GAP_SKIPPED;
            }

            @Override
            boolean silenceNeedsReads() {
                return plant != SILENCE_WHILE_DOWN;
            }
        };
    }
}
