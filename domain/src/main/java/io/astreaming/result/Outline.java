package io.astreaming.result;

import java.util.function.Predicate;

/**
 * Which values of a JSON document may be shown before they are whole. Whole values are always shown. Implementations are
 * immutable and thread-safe.
 */
public interface Outline {
    /** Every value may grow. */
    Outline ANY = uniform(true);

    /** No value is shown before it is whole. */
    Outline WHOLE = uniform(false);

    /**
     * Whether a string, an object or an array here may be shown while it grows.
     *
     * @param arrived of an object, whether a member of that name would be shown with it; of the others, nothing
     * @return whether it may; otherwise it is absent until it is whole
     */
    boolean shows(Predicate<String> arrived);

    /**
     * Of an object, the outline of a member.
     *
     * @param name the member's name
     * @return its value's outline
     */
    Outline member(String name);

    /** {@return of an array, the outline of its elements} */
    Outline element();

    /** The outline that is the same everywhere. */
    private static Outline uniform(boolean shows) {
        return new Outline() {
            @Override
            public boolean shows(Predicate<String> arrived) {
                return shows;
            }

            @Override
            public Outline member(String name) {
                return this;
            }

            @Override
            public Outline element() {
                return this;
            }

            @Override
            public String toString() {
                return shows ? "ANY" : "WHOLE";
            }
        };
    }
}
