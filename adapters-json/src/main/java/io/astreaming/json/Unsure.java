package io.astreaming.json;

/** Says that the fast reader leaves a payload to the reference reading. Has no trace, and never leaves the package. */
final class Unsure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Unsure() {
        super(null, null, false, false);
    }
}
