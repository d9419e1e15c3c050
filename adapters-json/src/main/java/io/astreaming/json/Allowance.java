package io.astreaming.json;

/** How many objects may still be made of one payload. Small values cost a hundred times their bytes. Not thread-safe. */
final class Allowance {
    private int left;

    Allowance(int most) {
        left = most;
    }

    void take() {
        if (--left < 0) {
            throw new Exceeded();
        }
    }

    /** More objects than allowed. */
    static final class Exceeded extends RuntimeException {
        private static final long serialVersionUID = 1;

        private Exceeded() {
            super(null, null, false, false);
        }
    }
}
