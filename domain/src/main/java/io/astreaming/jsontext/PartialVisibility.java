package io.astreaming.jsontext;

import java.util.function.Predicate;

/**
 * Which values of a JSON document may be shown before they are whole. Whole values are always shown. Implementations
 * are immutable and thread-safe.
 */
public interface PartialVisibility {
    /** Every value may grow. */
    PartialVisibility ANY = uniform(true);

    /** No value is shown before it is whole. */
    PartialVisibility WHOLE = uniform(false);

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
    PartialVisibility member(String name);

    /** {@return of an array, the outline of its elements} */
    PartialVisibility element();

    /** The outline that is the same everywhere. */
    private static PartialVisibility uniform(boolean shows) {
        return new PartialVisibility() {
            @Override
            public boolean shows(Predicate<String> arrived) {
                return shows;
            }

            @Override
            public PartialVisibility member(String name) {
                return this;
            }

            @Override
            public PartialVisibility element() {
                return this;
            }

            @Override
            public String toString() {
                return shows ? "ANY" : "WHOLE";
            }
        };
    }
}
