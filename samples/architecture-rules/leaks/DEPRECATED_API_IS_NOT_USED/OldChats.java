package io.astreaming.stream;

/** Stands for a deprecated class of the library, which has none yet. */
@Deprecated
public final class OldChats {
    private OldChats() {}

    public static String question(Chat chat) {
        return "Is anything deprecated in " + chat + "?";
    }
}
