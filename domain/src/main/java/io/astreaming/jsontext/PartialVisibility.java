package io.astreaming.jsontext;

import java.util.function.Predicate;

/**
 * Determines which values of a JSON document may be shown before they are whole. Whole values are always shown.
 * Implementations are immutable and thread-safe.
 */
public interface PartialVisibility {
    /** Every value may grow. */
    PartialVisibility ANY = uniform(true);

    /** No value is shown before it is whole. */
    PartialVisibility WHOLE = uniform(false);

    /**
     * Returns whether a string, an object or an array at this place may be shown while it grows.
     *
     * @param arrived for an object, tests whether a member of that name would be shown with it; false for anything else
     * @return whether it may be shown; otherwise it is left out until it is whole
     */
    boolean shows(Predicate<String> arrived);

    /**
     * Returns the visibility of an object's member.
     *
     * @param name the member's name
     * @return the visibility of its value
     */
    PartialVisibility member(String name);

    /** {@return the visibility of an array's elements} */
    PartialVisibility element();

    /** Creates a visibility that is the same everywhere. */
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
