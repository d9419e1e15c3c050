package io.astreaming.replay;

import io.astreaming.replay.completion.ProtocolFinder;
import io.astreaming.value.Protocol;
import java.util.List;

/**
 * The protocol of a recording.
 *
 * @param protocol the protocol; that of chat completions if nothing speaks for another
 * @param certain whether a payload shows it that no other protocol has
 */
record FrameProtocol(Protocol protocol, boolean certain) {
    /** How many frames are looked at: some providers begin with events that several protocols have. */
    private static final int LOOKED_AT = 32;

    private static final String DATA = "data:";

    static FrameProtocol of(List<Frame> frames) {
        ProtocolFinder finder = new ProtocolFinder();
        for (int i = 0; i < frames.size() && i < LOOKED_AT && !finder.isCertain(); i++) {
            look(frames.get(i).text(), finder);
        }
        Protocol found = finder.found();
        return new FrameProtocol(found == null ? Protocol.CHAT_COMPLETIONS : found, finder.isCertain());
    }

    private static void look(String frame, ProtocolFinder finder) {
        if (frame.stripLeading().startsWith("{")) {
            finder.look(frame);
            return;
        }
        StringBuilder data = new StringBuilder();
        frame.lines()
                .filter(line -> line.startsWith(DATA))
                .forEach(line -> data.append(line, DATA.length(), line.length()).append('\n'));
        finder.look(data.toString());
    }
}
