package io.astreaming.json.request;

/**
 * Refuses a request that holds what its protocol has no place for, and whose meaning would change without it. The
 * message names it and says what to do instead.
 */
public final class Refusal {
    private static final String NO_PLACE = " has no place for ";

    private Refusal() {}

    /**
     * Creates the exception.
     *
     * @param protocol the protocol, such as {@code the Responses API}
     * @param what what has no place
     * @param advice what to do instead
     */
    public static IllegalArgumentException of(String protocol, String what, String advice) {
        return new IllegalArgumentException(protocol + NO_PLACE + what + ": " + advice);
    }

    /** Returns whether an exception was created here. */
    static boolean is(IllegalArgumentException e) {
        return e.getMessage() != null && e.getMessage().contains(NO_PLACE);
    }
}
