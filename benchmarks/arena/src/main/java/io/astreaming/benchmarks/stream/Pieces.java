package io.astreaming.benchmarks.stream;

/** Pieces of text as models send them: tokens, some with characters that JSON escapes, some beyond ASCII. */
final class Pieces {
    private static final String[] TOKENS = {
        "The",
        " quick",
        " brown",
        " fox",
        " jumps",
        " over",
        " the",
        " lazy",
        " dog",
        ",",
        " and",
        " then",
        " it",
        " rests",
        ".",
        "\n\n",
        "Na",
        "ïve",
        " readers",
        " said",
        " \"",
        "so",
        "\"",
        " twice",
        ";",
        " 42",
        " %",
        " of",
        " internationalisation",
        " –",
        " grün",
        "e",
        " Äpfel",
        "!",
        " C",
        ":\\",
        "temp",
        " is",
        " a",
        " path",
        "\n",
        "-",
        " item",
        " `",
        "code",
        "`",
        " (",
        "see",
        " below",
        ")",
        ":"
    };

    private Pieces() {}

    static String piece(int i) {
        return TOKENS[i % TOKENS.length];
    }

    /** The text as the inside of a JSON string. */
    static String escape(String text) {
        return text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    }
}
