package io.astreaming.json.chunk;

import io.astreaming.chunk.AudioDelta;
import io.astreaming.json.token.JsonTokens;

/** Reads a delta's {@code audio} object. Not thread-safe. */
final class AudioReader {
    private final ObjectMembers members = new ObjectMembers();

    AudioDelta read(JsonTokens in) {
        String id = null;
        String data = null;
        String transcript = null;
        Long expiresAt = null;
        members.begin(in);
        for (String name = in.member(); name != null; name = in.member()) {
            switch (name) {
                case "id" -> id = members.nonEmptyString(name);
                case "data" -> data = members.text(name);
                case "transcript" -> transcript = members.text(name);
                case "expires_at" -> expiresAt = members.wholeNumber(name);
                default -> members.other(name);
            }
        }
        return new AudioDelta(id, data, transcript, expiresAt, members.end());
    }
}
