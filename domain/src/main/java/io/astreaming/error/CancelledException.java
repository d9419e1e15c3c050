package io.astreaming.error;

/** We ended the stream ourselves: it was closed, cancelled or interrupted before its end. */
public final class CancelledException extends ChatException {
    private static final long serialVersionUID = 1;

    /** Says that the stream was cancelled. */
    public CancelledException() {
        super("the stream was cancelled before its end", null);
    }

    @Override
    public String kind() {
        return "cancelled";
    }

    @Override
    public boolean isRetryable() {
        return false;
    }
}
