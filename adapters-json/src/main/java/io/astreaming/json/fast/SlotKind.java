package io.astreaming.json.fast;

/** The kinds of values that a slot of a template may have. */
enum SlotKind {
    /** The text of a delta. */
    TEXT(Depth.DELTA, true),
    /** A delta that isn't modelled, of any JSON but null. */
    VALUE(Depth.DELTA, false),
    /** The id of the chunk. */
    ID(Depth.CHUNK, true),
    /** The time of the chunk, a whole number written in digits alone. */
    CREATED(Depth.CHUNK, false),
    /** A string among the chunk's extras. */
    CHUNK_EXTRA(Depth.CHUNK, true),
    /** Any JSON among the choice's extras. */
    CHOICE_EXTRA(Depth.CHOICE, false),
    /** The message of a choice, which repeats its deltas as a whole. */
    MESSAGE(Depth.CHOICE, false),
    /** Content as an array of parts, from which all deltas are read. */
    PARTS(Depth.DELTA, false),
    /** The log probabilities of the choice. */
    LOGPROBS(Depth.CHOICE, false),
    /** The usage of the chunk. */
    USAGE(Depth.CHUNK, false),
    /** A string without meaning, which hides the length of a text. */
    OBFUSCATION(Depth.CHUNK, true),
    /** Blanks between two tokens; perhaps none. */
    PADDING(Depth.CHUNK, false);

    /** How many levels of objects and arrays the value is nested in. */
    final int depth;
    /** Whether the value is a string, of which only the part within the quotes changes. */
    final boolean isString;

    SlotKind(int depth, boolean isString) {
        this.depth = depth;
        this.isString = isString;
    }

    private static final class Depth {
        /** A member of the chunk. */
        static final int CHUNK = 1;
        /** A member of a choice: the chunk, its array of choices, the choice. */
        static final int CHOICE = 3;
        /** A member of a choice's delta. */
        static final int DELTA = 4;
    }
}
