package io.astreaming.event;

import io.astreaming.chunk.AudioDelta;

/**
 * A piece of a spoken answer arrived.
 *
 * @param choice the choice's index
 * @param audio the piece
 */
public record AudioReceived(int choice, AudioDelta audio) implements ChoiceEvent {
    @Override
    public boolean isContent() {
        return true;
    }

    @Override
    public boolean isFrame() {
        return false;
    }
}
