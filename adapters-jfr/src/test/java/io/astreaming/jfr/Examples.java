package io.astreaming.jfr;

import io.astreaming.stream.Chat;
import java.util.List;

/** What the guide shows. */
final class Examples {
    private Examples() {}

    static List<Chat> recordedAndLogged(Chat chat) {
        Chat recorded = FlightRecording.observe(chat); // astreaming-adapters-jfr
        Chat logged = StreamLog.observe(chat);
        return List.of(recorded, logged);
    }
}
