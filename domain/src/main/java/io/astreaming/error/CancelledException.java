package io.astreaming.error;

/** The caller closed or cancelled the stream before its end, or interrupted the thread that read it. */
public final class CancelledException extends ChatException {
    private static final long serialVersionUID = 1;

    /** Creates the exception. */
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
